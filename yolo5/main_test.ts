import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { runTask, startService } from "../lab/processes/task.ts";
import { openTemporaryBackend } from "../lab/backend/temporary_backend.ts";
import { until } from "../lab/until.ts";
import { Yolo5Settings } from "./settings.ts";

const CHELSEA = await Deno.readFile(
  new URL("../shared/pictures/samples/chelsea.png", import.meta.url),
);
const CAT = JSON.stringify({ chatId: "7", imgName: "cat.png" });

/** Opens a data folder that contains the cat, with the worker's environment. */
async function openFolder() {
  const temporary = await openTemporaryBackend();
  await temporary.backend.objects.put("images/cat.png", CHELSEA, "image/png");
  return {
    ...temporary,
    env: { POLYBOT_DATA: temporary.directory, YOLO5_THREADS: "1" },
  };
}

Deno.test("yolo5 handles jobs, serves /health and /metrics on loopback, and exits with 0 on SIGTERM", async () => {
  await using folder = await openFolder();
  const { backend, env } = folder;
  await using yolo5 = startService("yolo5", env);
  const { port } = await yolo5.logged("detecting objects");

  const id = await backend.identify.send(CAT);
  await until(async () => (await backend.results.depth()).visible === 1);
  const record = await backend.predictions.get(id);
  assertEquals(record?.value.labels.map((label) => label.class), ["cat"]);

  const health = await fetch(`http://127.0.0.1:${port}/health`);
  assertEquals((await health.json()).status, "ok");
  await yolo5.logged("done");
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`))
    .text();
  assertStringIncludes(
    metrics,
    'polybot_jobs_total{queue="talo-sqs-identify",outcome="done"} 1',
  );

  assertEquals(await yolo5.end("SIGTERM"), 0);
  assertEquals(yolo5.lines().at(-1)?.msg, "stopped");
});

/** Addresses under which other machines reach this one. */
const PUBLIC_ADDRESSES = Deno.networkInterfaces()
  .filter(({ family, address }) =>
    family === "IPv4" && !address.startsWith("127.")
  )
  .map(({ address }) => address);
if (PUBLIC_ADDRESSES.length === 0) {
  console.warn("skipped: this machine has no address but loopback");
}

Deno.test({
  name: "yolo5 listens on loopback only",
  ignore: PUBLIC_ADDRESSES.length === 0,
  async fn() {
    await using folder = await openFolder();
    await using yolo5 = startService("yolo5", folder.env);
    const { port } = await yolo5.logged("detecting objects");
    for (const hostname of PUBLIC_ADDRESSES) {
      const refused = await Deno.connect({ hostname, port: Number(port) })
        .then((connection) => connection.close(), (error) => error);
      assert(refused instanceof Deno.errors.ConnectionRefused, hostname);
    }
  },
});

Deno.test("on SIGTERM yolo5 finishes jobs in flight and leaves the others visible on the queue", async () => {
  await using folder = await openFolder();
  const { backend, env } = folder;
  await using yolo5 = startService("yolo5", env);
  await yolo5.logged("detecting objects");
  await Promise.all(Array.from(
    { length: 40 },
    () => backend.identify.send(CAT),
  ));
  await yolo5.logged("done");
  assertEquals(await yolo5.end("SIGTERM"), 0);
  const { visible, inFlight } = await backend.identify.depth();
  const done = (await backend.results.depth()).visible;
  assertEquals(inFlight, 0);
  assert(visible > 0);
  assertEquals(visible + done, 40);
});

Deno.test("yolo5 reports all wrong settings together and exits with 1", async () => {
  const { code, stdout, stderr } = await runTask("yolo5", {
    POLYBOT_DATA: "/dev/null/x",
    PORT: "eighty",
    YOLO5_THREADS: "0",
    LOG_LEVEL: "loud",
  });
  assertEquals([code, stdout], [1, ""]);
  for (const name of ["PORT", "YOLO5_THREADS", "LOG_LEVEL"]) {
    assertMatch(stderr, new RegExp(`^  ${name} must be .+: current`, "m"));
  }
});

Deno.test("yolo5 reports in one sentence why it cannot start, and exits with 1", async () => {
  await using folder = await openFolder();
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response(),
  );
  const wrong: [Record<string, string>, string][] = [
    [{ POLYBOT_DATA: "/dev/null/x" }, "Cannot use '/dev/null/x' as the data"],
    [{ YOLO5_MODEL: "none.onnx" }, "Cannot use the model 'none.onnx'"],
    [{ PORT: String(server.addr.port) }, "as it is in use"],
  ];
  for (const [env, sentence] of wrong) {
    const { code, stderr } = await runTask("yolo5", {
      ...folder.env,
      ...env,
    });
    assertEquals(code, 1);
    assertStringIncludes(stderr, sentence);
    assert(!/\n\s+at /.test(stderr), `no stack: ${stderr}`);
  }
});

Deno.test("yolo5 --help lists every setting, --version prints the version", async () => {
  const { code, stdout } = await runTask("yolo5", {}, "--help");
  assertEquals(code, 0);
  for (const name of Object.keys(Yolo5Settings.shape)) {
    assertStringIncludes(stdout, name);
  }
  const version = await runTask("yolo5", {}, "--version");
  assertEquals([version.code, version.stdout], [0, "yolo5 development\n"]);
});

Deno.test("yolo5 refuses wrong arguments with exit code 2 and the usage", async () => {
  for (const args of [["--nonsense"], ["something"], ["--version=1"]]) {
    const { code, stdout, stderr } = await runTask("yolo5", {}, ...args);
    assertEquals([code, stdout], [2, ""]);
    assertStringIncludes(stderr, "deno task yolo5 [--self-check]");
  }
});
