import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { openPerson } from "../../telegram/person.ts";
import { runTask, startTask } from "../../processes/task.ts";
import { until } from "../../until.ts";
import { testWithMoto } from "../moto/moto_test_case.ts";

testWithMoto(
  "deno task aws:local serves the user, restarts what died, and leaves nothing behind",
  async () => {
    const POLYBOT_DATA = await Deno.makeTempDir({ prefix: "polybot-local-" });
    await using started = await startTask({ POLYBOT_DATA }, "aws:local");
    const person = openPerson(started.address);
    const [sent] = await person.send({ text: "hello" });
    await person.waitFor(({ from, id }) => from === "bot" && id > (sent ?? 0));

    const [killed = 0] = await children(started.pid, "polybot/main.ts");
    Deno.kill(killed, "SIGKILL");
    await until(() => /polybot-\d ended with 137/.test(started.output()));
    await until(async () => {
      const bots = await children(started.pid, "polybot/main.ts");
      return bots.length === 2 && !bots.includes(killed);
    });
    await person.close();

    assertStringIncludes(
      started.output(),
      "export AWS_ENDPOINT_URL=http://127",
    );
    const all = await children(started.pid, "");
    assertEquals(all.length, 6, "moto, the chat page, two bots, two workers");
    assertEquals(await started.end("SIGINT"), 0);
    assertEquals(all.filter(isThere), []);
    const logs = [...Deno.readDirSync(join(POLYBOT_DATA, "aws-local"))];
    assertEquals(logs.filter(({ name }) => name.endsWith(".log")).length, 5);
    await Deno.remove(POLYBOT_DATA, { recursive: true });
  },
);

testWithMoto(
  "deno task aws:local reports what keeps it from starting, and leaves nothing behind",
  async () => {
    const POLYBOT_DATA = await Deno.makeTempDir({ prefix: "polybot-local-" });
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const PORT = String(listener.addr.port);
    const { code, stderr } = await runTask("aws:local", { POLYBOT_DATA, PORT });
    assertEquals(code, 1);
    assertStringIncludes(stderr, "Cannot start chat-page");
    assertStringIncludes(stderr, `:${PORT} as it is in use`);
    await Deno.remove(POLYBOT_DATA, { recursive: true });
  },
);

Deno.test("deno task aws:local --help names every setting", async () => {
  const { code, stdout } = await runTask("aws:local", {}, "--help");
  assertEquals(code, 0);
  for (const name of ["PORT", "POLYBOT_DATA", "POLYBOT_PYTHON"]) {
    assertStringIncludes(stdout, name);
  }
});

function isThere(pid: number): boolean {
  try {
    return Deno.statSync(`/proc/${pid}`).isDirectory;
  } catch {
    return false;
  }
}

/** Returns the ids of a process's children whose command contains `part`. */
async function children(pid: number, part: string): Promise<number[]> {
  const ids: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = await Deno.readTextFile(`/proc/${name}/status`);
      const command = await Deno.readTextFile(`/proc/${name}/cmdline`);
      const parent = Number(status.match(/^PPid:\s*(\d+)/m)?.[1]);
      if (parent === pid && command.includes(part)) ids.push(Number(name));
    } catch {
      // it has ended
    }
  }
  return ids;
}
