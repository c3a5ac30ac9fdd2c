/**
 * The service's HTTP server: for Telegram, the load balancer and the operator.
 *
 * @module
 */
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Update } from "grammy/types";
import type { Queue } from "../shared/backend.ts";
import type { Logger } from "../shared/service/logging.ts";
import type { Metrics } from "../shared/service/metrics.ts";
import { statusRoutes } from "../shared/service/status.ts";
import type { TokenSource } from "./telegram/token.ts";
import { enqueueUpdate } from "./telegram/updates.ts";
import { isWebhookSecret, SECRET_HEADER } from "./telegram/webhook/secret.ts";

/** The path, on the service's public address, that Telegram sends updates to. */
export const WEBHOOK_PATH = "/telegram";

/** Maximum bytes of an update; Telegram's are far smaller. */
export const MAX_UPDATE_BYTES = 1024 * 1024;

export interface ServerOptions {
  readonly metrics: Metrics;
  readonly version: string;
  readonly log: Logger;
  /** Queues whose state `/health` reports. */
  readonly queues: readonly Queue[];
  /** Enables `POST /telegram`. */
  readonly webhook?: { readonly updates: Queue; readonly tokens: TokenSource };
}

/** Creates the server: `GET /`, `GET /health`, `GET /metrics`, and `POST /telegram` for a webhook. */
export function createServer({ webhook, log, ...status }: ServerOptions): Hono {
  const app = new Hono();
  app.get("/", (context) => context.text(`Polybot ${status.version}\n`));
  app.route("/", statusRoutes(status));
  if (webhook) addWebhook(app, webhook, log);
  app.onError((error, context) => {
    // for example, a client that disconnects during its request
    log.warn({ error, path: context.req.path }, "cannot answer a request");
    return context.json({ error: "This went wrong. Please try again." }, 500);
  });
  return app;
}

/** Answers 200 only when the queue has the update; after any other answer Telegram sends the update again. */
function addWebhook(
  app: Hono,
  { updates, tokens }: NonNullable<ServerOptions["webhook"]>,
  log: Logger,
) {
  app.post(
    WEBHOOK_PATH,
    async (context, next) => {
      const secret = context.req.header(SECRET_HEADER) ?? "";
      if (!await isWebhookSecret(secret, tokens)) {
        log.warn("refused an update without the webhook's secret");
        return refuse(context, 401, "The secret is missing or wrong.");
      }
      return await next();
    },
    limitBody,
    async (context) => {
      const body = await context.req.text();
      const update = readUpdate(body);
      if (!update) return refuse(context, 400, "This is no update.");
      try {
        await enqueueUpdate(updates, update, body);
      } catch (error) {
        const updateId = update.update_id;
        log.error({ error, updateId }, "cannot queue an update");
        return error instanceof RangeError
          ? refuse(context, 413, "The queue does not take this update.")
          : refuse(context, 503, "The queue cannot be reached.");
      }
      return context.body(null, 200);
    },
  );
}

const countBody = bodyLimit({
  maxSize: MAX_UPDATE_BYTES,
  onError: (context) =>
    refuse(context, 413, `An update has at most ${MAX_UPDATE_BYTES} bytes.`),
});

/** Refuses large bodies by their declared length; counts bytes only if there is none, as counting doubles the time of a request. */
const limitBody: MiddlewareHandler = async (context, next) => {
  const isChunked = context.req.header("transfer-encoding") !== undefined;
  const length = Number(context.req.header("content-length") ?? Infinity);
  return !isChunked && length <= MAX_UPDATE_BYTES
    ? await next()
    : await countBody(context, next);
};

const refuse = (
  context: Context,
  status: 400 | 401 | 413 | 503,
  error: string,
) => context.json({ error }, status);

/** Reads only the update's id: Telegram waits for this, and the handler validates the rest. */
function readUpdate(body: string): Update | undefined {
  try {
    const update = JSON.parse(body);
    return Number.isSafeInteger(update?.update_id) ? update : undefined;
  } catch {
    return undefined;
  }
}
