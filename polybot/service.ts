/**
 * The service that talks to users: takes updates off the queue, answers them,
 * and answers the results of yolo5.
 *
 * @module
 */
import { type Bot, BotError } from "grammy";
import type { Backend, Message, Queue } from "../shared/backend.ts";
import { parseMessage, startConsumer } from "../shared/consumer/mod.ts";
import { ResultsMessage, UpdatesMessage } from "../shared/contracts.ts";
import type { Logger } from "../shared/service/logging.ts";
import type { Metrics } from "../shared/service/metrics.ts";
import { answerAlbum } from "./answers/albums/answer_album.ts";
import { closeAlbum } from "./answers/albums/close_album.ts";
import { answerPrediction } from "./answers/answer_prediction.ts";
import { apologize } from "./answers/apologize.ts";
import { COMMANDS, createHandlers } from "./bot.ts";
import type { Polybot } from "./polybot.ts";
import { createBot } from "./telegram/client.ts";
import { ignoringUnreachable, interpretRefusals } from "./telegram/errors.ts";
import { logIn } from "./telegram/log_in.ts";
import { createDownload } from "./telegram/photos.ts";
import { startPolling } from "./telegram/polling.ts";
import { setUpWebhook } from "./telegram/webhook/set_webhook.ts";
import { watchWebhook } from "./telegram/webhook/watch_webhook.ts";
import type { Receiving, TelegramConnection } from "./telegram_connection.ts";

export { TelegramError } from "./telegram/log_in.ts";

export interface PolybotOptions extends TelegramConnection {
  readonly backend: Backend;
  /** Address of the Bot API server, without a slash at the end. */
  readonly apiRoot: string;
  readonly log: Logger;
  readonly metrics: Metrics;
}

export interface PolybotService {
  /** The bot's name, without `@`. */
  readonly username: string;
  /** Stops taking messages, and finishes those in flight. */
  stop(): Promise<void>;
}

/**
 * Starts the service: logs in, starts receiving updates, and consumes the
 * updates and results queues.
 *
 * @throws {TelegramError} when the Bot API cannot be reached or refuses the token
 * @throws {WebhookError} when the webhook cannot be set
 */
export async function startPolybot(
  { backend, tokens, receiving, apiRoot, log, metrics }: PolybotOptions,
): Promise<PolybotService> {
  const bot = createBot(apiRoot, tokens);
  await logIn(bot, apiRoot);
  const { api } = bot;
  api.config.use(interpretRefusals(tokens, log));
  await api.setMyCommands(COMMANDS)
    .catch((error) => log.warn({ error }, "the command menu is not set"));
  const receiver = await startReceiving(receiving);

  const download = createDownload(api, { apiRoot, tokens });
  const polybot: Polybot = { api, backend, download, log, metrics };
  bot.use(createHandlers(polybot));
  const consume = (queue: Queue, handle: (message: Message) => Promise<void>) =>
    startConsumer({
      queue,
      handle: (message) =>
        ignoringUnreachable(log, message.id, () => handle(message)),
      onDeadLetter: (message) =>
        ignoringUnreachable(log, message.id, () => apologize(polybot, message)),
      log,
      metrics,
    });
  const updates = consume(
    backend.updates,
    (message) => handleUpdate(bot, polybot, message),
  );
  const results = consume(
    backend.results,
    (message) => handleResult(polybot, message),
  );
  return {
    username: bot.botInfo.username,
    async stop() {
      await Promise.all([receiver.stop(), updates.stop(), results.stop()]);
    },
  };

  async function startReceiving(receiving: Receiving) {
    if (receiving.mode === "polling") {
      return startPolling({ api, queue: backend.updates, log });
    }
    const { webhooks } = backend;
    const options = { ...receiving, api, tokens, webhooks, log };
    await setUpWebhook(options);
    const watch = watchWebhook(options);
    return { stop: () => Promise.resolve(watch.stop()) };
  }
}

async function handleUpdate(bot: Bot, polybot: Polybot, message: Message) {
  const update = parseMessage(UpdatesMessage, message);
  if ("kind" in update) return await answerAlbum(polybot, update);
  try {
    await bot.handleUpdate(update);
  } catch (error) {
    // grammY wraps the error of a handler
    throw error instanceof BotError ? error.error : error;
  }
}

async function handleResult(polybot: Polybot, message: Message) {
  const result = parseMessage(ResultsMessage, message);
  switch (result.kind) {
    case "album-due":
      return await closeAlbum(polybot, result);
    case "prediction":
      return await answerPrediction(polybot, result);
  }
}
