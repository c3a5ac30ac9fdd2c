import { assert, assertEquals, assertMatch } from "@std/assert";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { runTask } from "../../../lab/processes/task.ts";
import { EMBEDDED_MODEL } from "../detector.ts";
import { tinyModel } from "../../../lab/onnx_model.ts";

const MODEL = await Deno.readFile(EMBEDDED_MODEL);
const SHA256 = createHash("sha256").update(MODEL).digest("hex");

/** Runs `deno task model` without a proxy. */
const runModelTask = (...args: string[]) =>
  runTask("model", { NO_PROXY: "127.0.0.1" }, ...args);

/** Runs `work` with the URL of a server and a temporary folder. */
async function withServer(
  handler: () => Response,
  work: (url: string, folder: string) => Promise<void>,
) {
  const folder = await Deno.makeTempDir();
  try {
    await using server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen() {} },
      handler,
    );
    await work(`http://127.0.0.1:${server.addr.port}/yolov5s.onnx`, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const names = (folder: string) =>
  Array.from(Deno.readDirSync(folder), ({ name }) => name);

/** Fails unless the task prints `sentence`, exits with 1, and does not change an existing file. */
async function assertRefused(
  handler: () => Response,
  sentence: RegExp,
  ...args: string[]
) {
  await withServer(handler, async (url, folder) => {
    const out = join(folder, "model.onnx");
    await Deno.writeTextFile(out, "the existing file");
    const { code, stdout, stderr } = await runModelTask(
      "--url",
      url,
      "--out",
      out,
      ...args,
    );
    assertMatch(stderr, sentence);
    assert(stderr.endsWith(" Nothing was changed.\n"), stderr);
    assertEquals([code, stdout], [1, ""]);
    assertEquals(await Deno.readTextFile(out), "the existing file");
    assertEquals(names(folder), ["model.onnx"]);
  });
}

Deno.test("a good model is saved, and its use is explained", async () => {
  await withServer(() => new Response(MODEL), async (url, folder) => {
    const out = join(folder, "model.onnx");
    const { code, stdout, stderr } = await runModelTask(
      "--url",
      url,
      "--out",
      out,
      "--sha256",
      SHA256.toUpperCase(),
    );
    assertEquals(code, 0, stderr);
    assertEquals(await Deno.readFile(out), MODEL);
    assertEquals(names(folder), ["model.onnx"]);
    assertMatch(stdout, new RegExp(SHA256));
    assertMatch(stdout, /YOLO5_MODEL=\S+model\.onnx deno task start/);
    assertMatch(stderr, /100% {2}7\.6 of 7\.6 MB/);
  });
});

Deno.test("a model with another SHA-256 is refused", async () => {
  await assertRefused(
    () => new Response(MODEL),
    new RegExp(`its SHA-256 is ${SHA256}, not ${"0".repeat(64)}\\.`),
    "--sha256",
    "0".repeat(64),
  );
});

Deno.test("an interrupted download is refused", async () => {
  await assertRefused(
    () =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(MODEL.subarray(0, 2e6));
            controller.close();
          },
        }),
        { headers: { "content-length": String(MODEL.length) } },
      ),
    /Cannot download http:\S+: the connection broke after 2\.0 MB \(.+\)\./,
  );
});

Deno.test("half a model that is sent as a complete response is refused", async () => {
  await assertRefused(
    () => new Response(MODEL.subarray(0, 4e6)),
    /Cannot use the model 'http:\S+': it is not an ONNX model that can be loaded; accepted is/,
  );
});

Deno.test("a web page instead of the model is refused", async () => {
  await assertRefused(
    () => new Response("<html>Sign in</html>"),
    /Cannot use the model 'http:\S+': it is not an ONNX model that can be loaded; accepted is/,
  );
});

Deno.test("a model that does not detect the cat is refused", async () => {
  await assertRefused(
    () => new Response(tinyModel().slice()),
    /Cannot use the model 'http:\S+': it does not find the cat in a picture of one\./,
  );
});

Deno.test("an HTTP error is refused", async () => {
  await assertRefused(
    () => new Response("not here", { status: 404 }),
    /Cannot download http:\S+: the server answered 404 Not Found\./,
  );
});

Deno.test("an unreachable server is reported", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const folder = await Deno.makeTempDir();
  const { code, stderr } = await runModelTask(
    "--url",
    `http://127.0.0.1:${port}/yolov5s.onnx`,
    "--out",
    join(folder, "model.onnx"),
  );
  assertEquals(code, 1);
  assertMatch(
    stderr,
    /Cannot reach 127\.0\.0\.1:\d+: is this machine on the network\? \(.*refused.*\)\. Nothing was changed\.\n$/,
  );
  assertEquals(names(folder), []);
  await Deno.remove(folder);
});

Deno.test("a target that cannot be written is refused before the download", async () => {
  const folder = await Deno.makeTempDir();
  for (const out of [join(folder, "nowhere", "model.onnx"), folder]) {
    const { code, stderr } = await runModelTask("--out", out);
    assertEquals(code, 1);
    assertMatch(stderr, /^Cannot write '.+': .+ Nothing was changed\.\n$/);
  }
  await Deno.remove(folder);
});

Deno.test("wrong arguments exit with 2 and the usage", async () => {
  const wrong: [string[], RegExp][] = [
    [["--sha256", "abc"], /^--sha256 must be 64 hexadecimal digits/],
    [["--url", "yolov5s.onnx"], /^--url must be an address/],
    [["--nonsense"], /nonsense/],
    [["something"], /something/],
  ];
  for (const [args, sentence] of wrong) {
    const { code, stderr } = await runModelTask(...args);
    assertEquals(code, 2);
    assertMatch(stderr, sentence);
    assertMatch(stderr, /deno task model \[--out <file>\]/);
  }
  const help = await runModelTask("--help");
  assertEquals([help.code, help.stderr], [0, ""]);
  assertMatch(help.stdout, /deno task model \[--out <file>\]/);
});
