import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { createHash, timingSafeEqual } from "node:crypto";
import type { Logger } from "../../shared/service/logging.ts";
import { BotApiError } from "./bot_api_error.ts";
import type { Server } from "./methods/method.ts";
import { METHODS } from "./methods/mod.ts";
import { readParameters } from "./parameters.ts";

/** Serves `/bot<token>/<method>` and `/file/bot<token>/<path>`, and answers all calls, including wrong ones, as Telegram does. */
export function createBotApi(
  server: Server,
  { token, log }: { readonly token: string; readonly log: Logger },
): Hono {
  const { files, limits } = server.chat;
  const app = new Hono();
  const checkToken = createTokenCheck(token);

  app.on(["GET", "POST"], "/:bot{bot[^/]+}/:method", async (context) => {
    const { bot, method: name } = context.req.param();
    checkToken(bot.slice("bot".length));
    const method = METHODS.get(name.toLowerCase());
    if (!method) throw new BotApiError(404);
    const parameters = await readParameters(context.req, limits.botFile);
    const answer = await method({ ...server, parameters });
    return context.json({ ok: true, ...answer });
  });

  app.get("/file/:bot{bot[^/]+}/:path{.+}", async (context) => {
    const { bot, path } = context.req.param();
    checkToken(bot.slice("bot".length));
    const file = files.findByPath(path);
    if (!file) throw new BotApiError(404);
    return context.body(await files.open(file), 200, {
      "content-type": file.contentType,
      "content-length": String(file.size),
    });
  });

  app.all("/:bot{bot[^/]+}/*", () => {
    throw new BotApiError(404);
  });
  app.onError((error, context) => {
    if (error instanceof BotApiError) return refusal(context, error);
    log.error({ error }, "Bot API call failed");
    return refusal(context, new BotApiError(500));
  });
  return app;
}

const refusal = (context: Context, { code, message }: BotApiError) =>
  context.json(
    { ok: false, error_code: code, description: message },
    code as ContentfulStatusCode,
  );

/** Returns a check that compares tokens in constant time. @throws {BotApiError} 401 */
function createTokenCheck(token: string) {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  const expected = digest(token);
  return (given: string) => {
    if (!timingSafeEqual(digest(given), expected)) throw new BotApiError(401);
  };
}
