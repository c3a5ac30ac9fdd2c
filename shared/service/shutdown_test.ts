import { assertEquals, assertStringIncludes } from "@std/assert";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** Runs a process that stops in the given way, and calls `signals` once it is ready. @return its log, the other lines that it printed, and its exit code */
async function run(
  stopping: string,
  signals: (process: Deno.ChildProcess) => Promise<void> | void,
) {
  const script = new URL(
    "../../lab/processes/shutdown_process.ts",
    import.meta.url,
  );
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--allow-all",
      "--quiet",
      "--no-check",
      fileURLToPath(script),
      stopping,
    ],
    stdout: "piped",
  }).spawn();
  let output = "";
  let sending: Promise<void> | undefined;
  for await (
    const text of process.stdout.pipeThrough(new TextDecoderStream())
  ) {
    output += text;
    if (output.includes("ready\n")) {
      sending ??= Promise.resolve(signals(process));
    }
  }
  await sending;
  const { code } = await process.status;
  const lines = output.split("\n").slice(0, -1);
  const isLog = (line: string) => line.startsWith("{");
  return {
    code,
    log: lines.filter(isLog).join("\n"),
    printed: lines.filter((line) => !isLog(line)),
  };
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test(`${signal} stops the process cleanly, with exit code 0`, async () => {
    const { code, printed, log } = await run("ends", (process) => {
      process.kill(signal);
    });
    assertEquals(printed, ["ready", `stop ${signal}`, "end"]);
    assertEquals(code, 0);
    assertStringIncludes(log, `"signal":"${signal}","msg":"stopping"`);
  });
}

Deno.test("a Ctrl-C that arrives three times within a second stops the process cleanly", async () => {
  const { code, printed } = await run("ends", async (process) => {
    for (let time = 0; time < 3; time++) {
      process.kill("SIGINT");
      await pause(5);
    }
  });
  assertEquals(printed, ["ready", "stop SIGINT", "end"]);
  assertEquals(code, 0);
});

for (const [signal, exitCode] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(`a later ${signal} ends the process immediately, with exit code ${exitCode}`, async () => {
    const { code, printed } = await run("hangs", async (process) => {
      process.kill("SIGTERM");
      await pause(1200);
      process.kill(signal);
    });
    assertEquals(printed, ["ready", "stop SIGTERM"]);
    assertEquals(code, exitCode);
  });
}

Deno.test("a process that cannot stop cleanly logs the reason and exits with code 1", async () => {
  const { code, printed, log } = await run("throws", (process) => {
    process.kill("SIGTERM");
  });
  assertEquals(printed, ["ready", "stop SIGTERM"]);
  assertEquals(code, 1);
  assertStringIncludes(log, "the queue is gone");
});
