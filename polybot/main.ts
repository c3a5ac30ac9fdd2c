/**
 * Runs only the service that talks to users: `deno task polybot`.
 *
 * @module
 */
import { readSettings, SettingsError } from "../shared/service/settings.ts";
import { DataFolderError } from "../shared/embedded/mod.ts";
import { listen, stopServing } from "../shared/service/listen.ts";
import { createLogger } from "../shared/service/logging.ts";
import { createMetrics } from "../shared/service/metrics.ts";
import { BACKEND_HELP, openBackend } from "../shared/open_backend.ts";
import { runService } from "../shared/service/service_command.ts";
import { onShutdown } from "../shared/service/shutdown.ts";
import { VERSION } from "../shared/service/version.ts";
import { createServer } from "./server.ts";
import { startPolybot, TelegramError } from "./service.ts";
import { POLYBOT_HELP, PolybotSettings } from "./settings.ts";
import { readTelegramConnection } from "./telegram_connection.ts";
import { WebhookError } from "./telegram/webhook/set_webhook.ts";

const HELP = `Settings, from the environment:
${POLYBOT_HELP}
${BACKEND_HELP}

The log goes to standard output, one JSON object per line. On SIGTERM the
service finishes what is in flight, then exits.`;

async function start() {
  const settings = readSettings(PolybotSettings, Deno.env.toObject());
  const { HOST: hostname, PORT: port, TELEGRAM_API_ROOT: apiRoot } = settings;
  const log = createLogger({ level: settings.LOG_LEVEL, destination: 1 });
  const queues = ["updates", "identify", "results"] as const;
  const backend = await openBackend(settings, { log, queues });
  const { secrets } = backend;
  const connection = await readTelegramConnection(settings, secrets, log);
  const { tokens, receiving } = connection;
  const metrics = createMetrics();
  const watched = queues.map((name) => backend[name]);
  watched.forEach(metrics.watchQueue);
  const status = { metrics, queues: watched, version: VERSION, log };
  const webhook = { updates: backend.updates, tokens };
  const app = createServer(
    receiving.mode === "webhook" ? { ...status, webhook } : status,
  );
  const server = listen(app, { hostname, port, settings: "HOST or PORT" });
  const options = { ...connection, backend, apiRoot, log, metrics };
  const polybot = await startPolybot(options);
  const { username } = polybot;
  const { mode } = receiving;
  log.info({ username, mode, port: server.addr.port }, "talking to users");

  onShutdown(async () => {
    await Promise.all([stopServing(server), polybot.stop()]);
    await backend.close();
  }, log);
}

if (import.meta.main) {
  await runService({
    name: "polybot",
    description: "Talks to users: receives their photos, and answers them.",
    help: HELP,
    operatorErrors: [
      SettingsError,
      DataFolderError,
      TelegramError,
      WebhookError,
    ],
    start,
    checks: async () => (await import("./self_check.ts")).CHECKS,
  });
}
