import { assert, assertEquals } from "@std/assert";
import { silentLogger } from "../../shared/service/logging.ts";
import { Secret } from "../../shared/service/secret.ts";
import { createBot } from "./client.ts";
import { createDownload } from "./photos.ts";
import { interpretRefusals } from "./errors.ts";
import { fixedToken, type TokenSource } from "./token.ts";

const KEY = "AAF-the-token-of-the-connections-test-here";
const TOKEN = new Secret(`1234567890:${KEY}`);

/** Returns a text with everything that can be inspected of a value. */
const inspected = (value: unknown) =>
  Deno.inspect(value, { depth: 20, showHidden: true, getters: true });

/** Opens a Bot API that answers as given; disposing stops it. */
function openApi(answer: (path: string) => Response) {
  const paths: string[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) => {
      const { pathname } = new URL(request.url);
      paths.push(pathname);
      return answer(pathname);
    },
  );
  const apiRoot = `http://127.0.0.1:${server.addr.port}`;
  return { apiRoot, paths, [Symbol.asyncDispose]: () => server.shutdown() };
}

const errorOf = (promise: Promise<unknown>) =>
  promise.then(() => undefined, (error) => error);

Deno.test("a call goes to an address with the token, and the bot itself shows no token", async () => {
  await using api = openApi(() => Response.json({ ok: true, result: [] }));
  const bot = createBot(api.apiRoot, fixedToken(TOKEN));
  await bot.api.getMyCommands();
  assertEquals(api.paths, [`/bot${TOKEN.reveal()}/getMyCommands`]);
  assert(!inspected(bot).includes(KEY));
});

Deno.test("no error of a call or a download shows the token", async () => {
  const gone = openApi(() => new Response());
  await gone[Symbol.asyncDispose]();
  await using broken = openApi((path) =>
    path.includes("/getFile")
      ? Response.json({ ok: true, result: { file_id: "f", file_path: "p" } })
      : new Response("<html>", { status: 502 })
  );
  for (const { apiRoot } of [gone, broken]) {
    const tokens = fixedToken(TOKEN);
    const { api } = createBot(apiRoot, tokens);
    const download = createDownload(api, { apiRoot, tokens });
    const errors = [
      await errorOf(api.getMe()),
      await errorOf(download({ fileId: "f" })),
    ];
    api.config.use(interpretRefusals(tokens, silentLogger));
    errors.push(await errorOf(api.getMe()));
    for (const error of errors) {
      assert(error instanceof Error);
      assert(!inspected(error).includes(KEY), inspected(error));
    }
  }
});

/** Returns a token source that has another token after the first was refused. */
function renewingSource(first: Secret, second: Secret): TokenSource {
  let current = first;
  return {
    get current() {
      return current;
    },
    renew() {
      current = second;
      return Promise.resolve(true);
    },
    onRenewal() {},
  };
}

Deno.test("a call and a download are repeated with the new token after theirs was refused", async () => {
  const other = new Secret("1234567890:another");
  await using telegram = openApi((path) => {
    if (!path.includes(other.reveal())) {
      return Response.json(
        { ok: false, error_code: 401, description: "Unauthorized" },
        { status: 401 },
      );
    }
    return path.startsWith("/file/")
      ? new Response("bytes")
      : Response.json({ ok: true, result: { file_id: "f", file_path: "p" } });
  });
  const { apiRoot } = telegram;
  const tokens = renewingSource(TOKEN, other);
  const { api } = createBot(apiRoot, tokens);
  api.config.use(interpretRefusals(tokens, silentLogger));
  const download = createDownload(api, { apiRoot, tokens });
  const bytes = await download({ fileId: "f" });
  assertEquals(new TextDecoder().decode(bytes), "bytes");
  assertEquals(telegram.paths, [
    `/bot${TOKEN.reveal()}/getFile`,
    `/bot${other.reveal()}/getFile`,
    `/file/bot${other.reveal()}/p`,
  ]);
});
