/**
 * What the service answers over HTTP: to Telegram, to the load balancer, to
 * the operator.
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

/** Below the address that the service is reached by: where Telegram sends updates. */
export const WEBHOOK_PATH = "/telegram";

/** Bytes; Telegram's updates are far smaller. */
const MAX_UPDATE = 1024 * 1024;

export interface ServerOptions {
  readonly metrics: Metrics;
  readonly version: string;
  readonly log: Logger;
  /** What `/health` answers for. */
  readonly queues: readonly Queue[];
  /** What `POST /telegram` needs; without it there is no such route. */
  readonly webhook?: { readonly updates: Queue; readonly tokens: TokenSource };
}

/** `GET /`, `GET /health`, `GET /metrics`, and `POST /telegram` where updates come by webhook. */
export function createServer({ webhook, log, ...status }: ServerOptions): Hono {
  const app = new Hono();
  app.get("/", (context) => context.text(`Polybot ${status.version}\n`));
  app.route("/", statusRoutes(status));
  if (webhook) addWebhook(app, webhook, log);
  app.onError((error, context) => {
    // such as a client that leaves in the middle of its request
    log.warn({ error, path: context.req.path }, "cannot answer a request");
    return context.json({ error: "This went wrong. Please try again." }, 500);
  });
  return app;
}

/** Answers 200 only when the queue has the update; Telegram sends again what got another answer. */
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
  maxSize: MAX_UPDATE,
  onError: (context) =>
    refuse(context, 413, `An update has at most ${MAX_UPDATE} bytes.`),
});

/** The body is counted only where its length is not said: that costs as much as all the rest. */
const limitBody: MiddlewareHandler = async (context, next) => {
  const isChunked = context.req.header("transfer-encoding") !== undefined;
  const length = Number(context.req.header("content-length") ?? Infinity);
  return !isChunked && length <= MAX_UPDATE
    ? await next()
    : await countBody(context, next);
};

const refuse = (
  context: Context,
  status: 400 | 401 | 413 | 503,
  error: string,
) => context.json({ error }, status);

/** The handler looks closer; here it is every update's own time that counts. */
function readUpdate(body: string): Update | undefined {
  try {
    const update = JSON.parse(body);
    return Number.isSafeInteger(update?.update_id) ? update : undefined;
  } catch {
    return undefined;
  }
}
