/**
 * Runs polybot, yolo5 and, in place of Telegram, the chat page, in one process on
 * the embedded backend.
 *
 * @module
 */
import { Hono } from "hono";
import { join } from "node:path";
import { z } from "zod";
import { openChatPage } from "./chat/mod.ts";
import { chatPageToken } from "./chat/token.ts";
import { startPolybot, TelegramError } from "./polybot/service.ts";
import { TELEGRAM_SETTINGS } from "./polybot/settings.ts";
import { fixedToken } from "./polybot/telegram/token.ts";
import { createCommand, runCommand } from "./shared/command_line/command.ts";
import {
  readSettings,
  SettingsError,
  wholeNumber,
} from "./shared/service/settings.ts";
import { DataFolderError, openEmbeddedBackend } from "./shared/embedded/mod.ts";
import { addressOf, listen } from "./shared/service/listen.ts";
import { openLogFile } from "./shared/service/log_file.ts";
import { LOG_LEVELS, LOG_SETTINGS } from "./shared/service/logging.ts";
import { createMetrics } from "./shared/service/metrics.ts";
import { onShutdown } from "./shared/service/shutdown.ts";
import { statusRoutes } from "./shared/service/status.ts";
import { VERSION } from "./shared/service/version.ts";
import { ModelError, openDetector } from "./yolo5/model/detector.ts";
import { startYolo5 } from "./yolo5/service.ts";
import { DETECTOR_HELP, DETECTOR_SETTINGS } from "./yolo5/settings.ts";

const COMMAND = createCommand(
  "deno task start",
  "Runs the whole bot on this machine, with a chat page in the browser.",
)
  .version(VERSION, "--version", "show the version")
  .addHelpText(
    "after",
    `
Settings, from the environment:
  PORT                the chat page's port, default 8080
  HOST                the address to listen on, default 127.0.0.1
  POLYBOT_DATA        the folder that keeps everything, default .polybot
  TELEGRAM_TOKEN      serves the real bot by long polling, instead of the chat page
  TELEGRAM_API_ROOT   another Bot API server, default https://api.telegram.org
${DETECTOR_HELP}
  LOG_LEVEL           ${LOG_LEVELS.join(", ")}; default info

The log is <POLYBOT_DATA>/log.jsonl, one JSON object per line.`,
  );

const Settings = z.object({
  PORT: wholeNumber(0, 65_535).default(8080),
  HOST: z.string().default("127.0.0.1"),
  POLYBOT_DATA: z.string().default(".polybot"),
  ...TELEGRAM_SETTINGS,
  ...DETECTOR_SETTINGS,
  ...LOG_SETTINGS,
});

async function start() {
  const settings = readSettings(Settings, Deno.env.toObject());
  const { POLYBOT_DATA: directory, TELEGRAM_TOKEN } = settings;
  const logFile = join(directory, "log.jsonl");
  const log = openLogFile(logFile, settings.LOG_LEVEL);
  const backend = await openEmbeddedBackend(directory, { log });
  const metrics = createMetrics();
  const queues = [backend.updates, backend.identify, backend.results];
  queues.forEach(metrics.watchQueue);

  const token = TELEGRAM_TOKEN ?? await chatPageToken(directory);
  const chatPage = TELEGRAM_TOKEN ? undefined : await openChatPage({
    directory,
    token: token.reveal(),
    log,
    host: settings.HOST,
  });
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
  console.log(`Detecting objects with ${detector.modelName}`);
  const yolo5 = await startYolo5({ backend, detector, log, metrics });
  const apiRoot = chatPage ? address : settings.TELEGRAM_API_ROOT;
  if (!chatPage) console.log(`Logging in to ${apiRoot} …`);
  const polybot = await startPolybot({
    backend,
    tokens: fixedToken(token),
    receiving: { mode: "polling" },
    apiRoot,
    log,
    metrics,
  });
  console.log(`Storing data in ${directory}, the log in ${logFile}`);
  console.log(
    chatPage
      ? `\n  Open ${address} and send a photo captioned “predict”\n`
      : `\n  Serving https://t.me/${polybot.username} — health at ${address}/health\n`,
  );
  console.log("Press Ctrl-C to stop");

  onShutdown(async () => {
    console.log("\nFinishing work in progress …");
    await Promise.all([polybot.stop(), yolo5.stop()]);
    await detector.close();
    await chatPage?.close();
    await server.shutdown();
    await backend.close();
  }, log);
}

if (import.meta.main) {
  await runCommand(COMMAND, {
    operatorErrors: [SettingsError, DataFolderError, ModelError, TelegramError],
    run: start,
  });
}
