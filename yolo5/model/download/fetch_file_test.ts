import { assertEquals, assertRejects } from "@std/assert";
import { DownloadError, fetchFile } from "./fetch_file.ts";

/** Runs `work` with the URL of a server. */
async function withServer(
  handler: (request: Request) => Response | Promise<Response>,
  work: (url: string) => Promise<void>,
) {
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    handler,
  );
  await work(`http://127.0.0.1:${server.addr.port}/model.onnx`);
}

async function withFile(work: (file: string) => Promise<void>) {
  const file = await Deno.makeTempFile();
  try {
    await work(file);
  } finally {
    await Deno.remove(file);
  }
}

const options = () => ({
  signal: new AbortController().signal,
  onProgress: (_received: number, _total: number | undefined) => {},
});

Deno.test("fetchFile() writes the file, follows redirects and reports its progress", async () => {
  await withServer(
    (request) =>
      request.url.endsWith("/there")
        ? new Response("hello")
        : Response.redirect(new URL("/there", request.url)),
    (url) =>
      withFile(async (file) => {
        const reported: unknown[] = [];
        const saved = await fetchFile(url, file, {
          ...options(),
          onProgress: (...progress) => reported.push(progress),
        });
        assertEquals(saved, {
          bytes: 5,
          sha256:
            "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
        });
        assertEquals(await Deno.readTextFile(file), "hello");
        assertEquals(reported.at(-1), [5, 5]);
      }),
  );
});

Deno.test("fetchFile() fails when the server stops sending", async () => {
  const hanging: ReadableStreamDefaultController<Uint8Array>[] = [];
  await withServer(
    () =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new Uint8Array(10));
            hanging.push(controller);
          },
          cancel: () => void hanging.splice(0),
        }),
      ),
    (url) =>
      withFile(async (file) => {
        await assertRejects(
          () => fetchFile(url, file, { ...options(), idleTimeout: 100 }),
          DownloadError,
          `Cannot download ${url}: the server sent nothing for 0.1 seconds`,
        );
      }),
  );
});

Deno.test("fetchFile() stops when its signal is aborted", async () => {
  const { promise: never, resolve } = Promise.withResolvers<Response>();
  await withServer(() => never, (url) =>
    withFile(async (file) => {
      const stopping = new AbortController();
      const fetching = fetchFile(url, file, {
        ...options(),
        signal: stopping.signal,
      });
      stopping.abort();
      await assertRejects(() => fetching, DownloadError, "was stopped");
      resolve(new Response());
    }));
});
