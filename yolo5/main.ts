/**
 * Runs yolo5 alone: `deno task yolo5`.
 *
 * @module
 */
import { readSettings, SettingsError } from "../shared/service/settings.ts";
import { DataFolderError } from "../shared/embedded/mod.ts";
import { listen, stopServing } from "../shared/service/listen.ts";
import { createLogger, LOG_LEVELS } from "../shared/service/logging.ts";
import { createMetrics } from "../shared/service/metrics.ts";
import { BACKEND_HELP, openBackend } from "../shared/open_backend.ts";
import { runService } from "../shared/service/service_command.ts";
import { onShutdown } from "../shared/service/shutdown.ts";
import { statusRoutes } from "../shared/service/status.ts";
import { VERSION } from "../shared/service/version.ts";
import { ModelError, openDetector } from "./model/detector.ts";
import { startYolo5 } from "./service.ts";
import { DETECTOR_HELP, Yolo5Settings } from "./settings.ts";

const HELP = `Settings, from the environment:
${DETECTOR_HELP}
${BACKEND_HELP}
  PORT                the port of /health and /metrics on 127.0.0.1, default 8080
  LOG_LEVEL           ${LOG_LEVELS.join(", ")}; default info

The log goes to standard output, one JSON object per line. On SIGTERM it
finishes the jobs in flight, then exits.`;

const LOOPBACK = { hostname: "127.0.0.1", settings: "PORT" };

async function start() {
  const settings = readSettings(Yolo5Settings, Deno.env.toObject());
  const log = createLogger({ level: settings.LOG_LEVEL, destination: 1 });
  const queues = ["identify", "results"] as const;
  const backend = await openBackend(settings, { log, queues });
  const detector = await openDetector({
    model: settings.YOLO5_MODEL,
    threads: settings.YOLO5_THREADS,
  });
  const metrics = createMetrics();
  const watched = queues.map((name) => backend[name]);
  watched.forEach(metrics.watchQueue);
  const status = statusRoutes({ metrics, queues: watched, version: VERSION });
  const server = listen(status, { ...LOOPBACK, port: settings.PORT });
  const yolo5 = startYolo5({ backend, detector, log, metrics });
  const { modelName: model } = detector;
  log.info({ model, port: server.addr.port }, "detecting objects");

  onShutdown(async () => {
    await Promise.all([stopServing(server), yolo5.stop()]);
    await detector.close();
    await backend.close();
  }, log);
}

if (import.meta.main) {
  await runService({
    name: "yolo5",
    description: "Detects objects in the pictures of the identify queue.",
    help: HELP,
    operatorErrors: [SettingsError, DataFolderError, ModelError],
    start,
    checks: async () => (await import("./self_check.ts")).CHECKS,
  });
}
