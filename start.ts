/**
 * Everything in one process on the embedded backend: polybot, yolo5, and the
 * chat page in Telegram's place.
 *
 * @module
 */
import { Hono } from "hono";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { SecretNotFoundError } from "./shared/backend.ts";
import { openChatPage } from "./polybot/chat_page/mod.ts";
import { startPolybot, TelegramError } from "./polybot/service.ts";
import { runCommand } from "./shared/command.ts";
import { readSettings, SettingsError, wholeNumber } from "./shared/config.ts";
import {
  DataFolderError,
  type EmbeddedBackend,
  openEmbeddedBackend,
} from "./shared/embedded/mod.ts";
import { listen } from "./shared/listen.ts";
import {
  createLogger,
  LOG_LEVELS,
  LOG_SETTINGS,
  type Logger,
} from "./shared/logging.ts";
import { createMetrics } from "./shared/metrics.ts";
import { Secret } from "./shared/secret.ts";
import { onShutdown } from "./shared/shutdown.ts";
import { statusRoutes } from "./shared/status.ts";
import { VERSION } from "./shared/version.ts";
import { ModelError, openDetector } from "./yolo5/detector.ts";
import { startYolo5 } from "./yolo5/service.ts";
import { DETECTOR_HELP, DETECTOR_SETTINGS } from "./yolo5/settings.ts";

const HELP =
  `Runs the whole bot on this machine, with a chat page in the browser.

  deno task start

Settings, from the environment:
  PORT                the chat page's port, default 8080
  HOST                the address to listen on, default 127.0.0.1
  POLYBOT_DATA        the folder that keeps everything, default .polybot
  TELEGRAM_TOKEN      serves the real bot by long polling, in the chat page's stead
  TELEGRAM_API_ROOT   another Bot API server, default https://api.telegram.org
${DETECTOR_HELP}
  LOG_LEVEL           ${LOG_LEVELS.join(", ")}; default info

The log is <POLYBOT_DATA>/log.jsonl, one JSON object a line.`;

const CHAT_PAGE_TOKEN = "talo/chat-page/token";

const Settings = z.object({
  PORT: wholeNumber(0, 65_535).default(8080),
  HOST: z.string().default("127.0.0.1"),
  POLYBOT_DATA: z.string().default(".polybot"),
  TELEGRAM_TOKEN: z.string().regex(
    /^\d+:[\w-]{30,}$/,
    "must be a token as @BotFather gives it, like 123456789:AAF…",
  ).transform((token) => new Secret(token)).optional(),
  TELEGRAM_API_ROOT: z.string().regex(
    /^https?:\/\/[^\s/]+(\/\S*[^\s/])?$/,
    "must be an address like https://api.telegram.org, without a slash at the end",
  ).default("https://api.telegram.org"),
  ...DETECTOR_SETTINGS,
  ...LOG_SETTINGS,
});

/** The chat page's own token: made once, kept with the data. */
async function chatPageToken(backend: EmbeddedBackend): Promise<Secret> {
  try {
    return await backend.secrets.get(CHAT_PAGE_TOKEN);
  } catch (error) {
    if (!(error instanceof SecretNotFoundError)) throw error;
    const token = `${1e9 + randomBytes(4).readUInt32LE()}:${
      randomBytes(26).toString("base64url")
    }`;
    await backend.putSecret(CHAT_PAGE_TOKEN, token);
    return new Secret(token);
  }
}

function openLog({ POLYBOT_DATA, LOG_LEVEL }: z.output<typeof Settings>) {
  const destination = join(POLYBOT_DATA, "log.jsonl");
  try {
    return createLogger({ level: LOG_LEVEL, destination });
  } catch (error) {
    throw new SettingsError(
      `Cannot write '${destination}', choose another POLYBOT_DATA: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}

async function openChat(
  { POLYBOT_DATA: directory, HOST: host }: z.output<typeof Settings>,
  token: Secret,
  log: Logger,
) {
  try {
    return await openChatPage({ directory, token: token.reveal(), log, host });
  } catch (error) {
    throw new DataFolderError(
      `Cannot open the chat in '${directory}': ${
        error instanceof Error ? error.message : error
      }. Where it is damaged, move the folder away to start afresh`,
      { cause: error },
    );
  }
}

/** Where the bot finds the chat page's server in its own process. */
function addressOf({ hostname, port }: Deno.NetAddr): string {
  const anywhere = hostname === "0.0.0.0" || hostname === "::";
  const host = anywhere ? "127.0.0.1" : hostname;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

async function start() {
  const settings = readSettings(Settings, Deno.env.toObject());
  const { POLYBOT_DATA: directory, TELEGRAM_TOKEN } = settings;
  const log = openLog(settings);
  const backend = await openEmbeddedBackend(directory, { log });
  const metrics = createMetrics();
  const queues = [backend.updates, backend.identify, backend.results];
  queues.forEach(metrics.watch);

  const token = TELEGRAM_TOKEN ?? await chatPageToken(backend);
  const chatPage = TELEGRAM_TOKEN
    ? undefined
    : await openChat(settings, token, log);
  const app = new Hono()
    .route("/", statusRoutes({ metrics, queues, version: VERSION }));
  if (chatPage) app.route("/", chatPage.app);
  const server = listen(app, {
    hostname: settings.HOST,
    port: settings.PORT,
    settings: "HOST or PORT",
  });
  const address = addressOf(server.addr);

  const detector = await openDetector({
    model: settings.YOLO5_MODEL,
    threads: settings.YOLO5_THREADS,
  });
  console.log(`Looking at pictures with ${detector.modelName}`);
  const yolo5 = await startYolo5({ backend, detector, log, metrics });
  const apiRoot = chatPage ? address : settings.TELEGRAM_API_ROOT;
  if (!chatPage) console.log(`Logging in to ${apiRoot} …`);
  const options = { backend, token, apiRoot, log, metrics };
  const polybot = await startPolybot(options);
  console.log(`Keeping everything in ${directory}, the log in log.jsonl there`);
  console.log(
    chatPage
      ? `\n  Open ${address} and send a photo captioned “predict”\n`
      : `\n  Serving https://t.me/${polybot.username} — health at ${address}/health\n`,
  );
  console.log("Ctrl-C stops");

  onShutdown(async () => {
    console.log("\nFinishing what is in hand …");
    await Promise.all([polybot.stop(), yolo5.stop()]);
    await detector.close();
    await chatPage?.close();
    await server.shutdown();
    await backend.close();
  }, log);
}

if (import.meta.main) {
  await runCommand({
    help: HELP,
    mendable: [SettingsError, DataFolderError, ModelError, TelegramError],
    start,
  });
}
