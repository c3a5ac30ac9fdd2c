/**
 * Runs several bots behind one HTTPS address, with a shared data folder and the
 * real chat page instead of Telegram.
 *
 * @module
 */
import type { Backend } from "../../shared/backend.ts";
import { createLogger } from "../../shared/service/logging.ts";
import { createMetrics } from "../../shared/service/metrics.ts";
import { openEmbeddedBackend } from "../../shared/embedded/mod.ts";
import { openTemporaryBackend } from "../backend/temporary_backend.ts";
import { openChatPage } from "../../chat/mod.ts";
import { createServer, WEBHOOK_PATH } from "../../polybot/server.ts";
import { startPolybot } from "../../polybot/service.ts";
import { openToken } from "../../polybot/telegram/token.ts";
import { openPerson, type Person } from "./person.ts";
import { type SelfSigned, selfSigned } from "./self_signed_certificate.ts";

const SECRET_NAME = "talo/telegram/token";

export interface BotOptions {
  /** The certificate that the bot gives to Telegram. */
  readonly certificate?: string;
  /** Wraps the bot's backend. */
  readonly wrapBackend?: (backend: Backend) => Backend;
}

export interface Bot {
  /** Removes the bot from the load balancer, and waits until its work in flight is finished. */
  stop(): Promise<void>;
}

export interface WebhookScene extends AsyncDisposable {
  readonly person: Person;
  /** The certificate of the bots' address. */
  readonly certificate: string;
  readonly url: string;
  /** Returns how often a method of the Bot API was called. */
  calls(method: string): number;
  /** Calls a method as an operator would, with the current token. */
  // deno-lint-ignore no-explicit-any
  call(method: string): Promise<any>;
  readonly backend: Backend;
  /** Starts another bot. */
  startBot(options?: BotOptions): Promise<Bot>;
  stopBots(): Promise<void>;
  /** Replaces the token at Telegram and in the secret. */
  replaceToken(token: string): Promise<void>;
  /** Returns everything that the bots logged. */
  log(): string;
}

/** Opens a scene without bots. @param answer replaces the Bot API's answer if it returns one */
export async function openWebhookScene(
  token: string,
  answer: (method: string) => Response | undefined = () => undefined,
): Promise<WebhookScene> {
  const temporary = await openTemporaryBackend();
  const { directory, backend } = temporary;
  await backend.putSecret(SECRET_NAME, token);
  const destination = `${directory}/log.jsonl`;
  const log = createLogger({ level: "debug", destination });
  const openPage = (token: string) =>
    openChatPage({ directory, token, log, limits: { webhookRetry: [5, 20] } });

  let current = token;
  let page = await openPage(token);
  const called: string[] = [];
  const telegram = serve((request) => {
    const [, method] = request.url.match(/\/bot[^/]+\/(\w+)$/) ?? [];
    if (method) called.push(method);
    return (method && answer(method)) || page.app.fetch(request);
  });
  const apiRoot = `http://127.0.0.1:${telegram.addr.port}`;

  const bots = new Map<Handler, Bot>();
  let turn = 0;
  const pair = selfSigned();
  const balancer = serve((request) => {
    const handle = [...bots.keys()][turn++ % bots.size];
    return handle?.(request) ?? new Response("no bot", { status: 502 });
  }, pair);
  const url = `https://127.0.0.1:${balancer.addr.port}${WEBHOOK_PATH}`;
  const person = openPerson(apiRoot);

  async function stopBots() {
    await Promise.all([...bots.values()].map((bot) => bot.stop()));
  }

  return {
    person,
    certificate: pair.certificate,
    url,
    calls: (method) => called.filter((name) => name === method).length,
    async call(method) {
      const response = await page.app.request(`/bot${current}/${method}`);
      return (await response.json()).result;
    },
    backend,
    async startBot(
      { certificate = pair.certificate, wrapBackend = unchanged } = {},
    ) {
      const opened = await openEmbeddedBackend(directory);
      const backend = wrapBackend(opened);
      const tokens = await openToken(backend.secrets, SECRET_NAME, log);
      const metrics = createMetrics();
      const app = createServer({
        metrics,
        queues: [],
        version: "1",
        log,
        webhook: { updates: backend.updates, tokens },
      });
      const polybot = await startPolybot({
        backend,
        tokens,
        receiving: { mode: "webhook", url, certificate },
        apiRoot,
        log,
        metrics,
      });
      const handle: Handler = (request) => app.fetch(request);
      const bot = {
        async stop() {
          if (!bots.delete(handle)) return;
          await polybot.stop();
          await opened.close();
        },
      };
      bots.set(handle, bot);
      return bot;
    },
    stopBots,
    async replaceToken(token) {
      await backend.putSecret(SECRET_NAME, token);
      const before = page;
      page = await openPage(current = token);
      await before.close();
    },
    log: () => Deno.readTextFileSync(destination),
    async [Symbol.asyncDispose]() {
      await stopBots();
      await person.close();
      await page.close();
      await balancer.shutdown();
      await telegram.shutdown();
      await temporary[Symbol.asyncDispose]();
    },
  };
}

const unchanged = (backend: Backend) => backend;

type Handler = (request: Request) => Response | Promise<Response>;

/** Serves on a free loopback port; with a certificate, over HTTPS. */
function serve(handler: Handler, pair?: SelfSigned) {
  const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
  return pair
    ? Deno.serve(
      { ...options, cert: pair.certificate, key: pair.key },
      handler,
    )
    : Deno.serve(options, handler);
}
