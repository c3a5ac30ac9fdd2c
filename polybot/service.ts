/**
 * The service that talks to people: updates in, answers out.
 *
 * @module
 */
import { Bot, BotError, GrammyError } from "grammy";
import type { Backend, Message } from "../shared/backend.ts";
import { parseMessage, startConsumer } from "../shared/consumer.ts";
import {
  type AlbumClosing,
  ResultsMessage,
  UpdatesMessage,
} from "../shared/contracts.ts";
import type { Logger } from "../shared/logging.ts";
import type { Metrics } from "../shared/metrics.ts";
import type { Secret } from "../shared/secret.ts";
import { answerAlbum, closeAlbum } from "./albums.ts";
import { COMMANDS, createHandlers } from "./bot.ts";
import { apologize } from "./giving_up.ts";
import { createDownload } from "./photos.ts";
import { apiSignal, startPolling } from "./polling.ts";
import { answerPrediction } from "./predictions.ts";
import type { Polybot } from "./polybot.ts";

export interface PolybotOptions {
  readonly backend: Backend;
  readonly token: Secret;
  /** Where the Bot API is, without a slash at the end. */
  readonly apiRoot: string;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** The Bot API cannot be reached, or does not know the bot's token. */
export class TelegramError extends Error {
  override name = "TelegramError";
}

export interface PolybotService {
  /** The bot's name, without `@`. */
  readonly username: string;
  /** Stops taking updates and finishes those in hand. */
  stop(): Promise<void>;
}

/** Milliseconds to log in, with the tries that grammY makes meanwhile. */
const LOGIN_TIMEOUT = 15_000;
/** Seconds that one call to the Bot API may take. */
const API_TIMEOUT = 60;

/**
 * Starts the service: polls for updates, handles them, answers results.
 *
 * @throws {TelegramError} when the Bot API cannot be reached or does not accept the token
 */
export async function startPolybot(
  { backend, token, apiRoot, log, metrics }: PolybotOptions,
): Promise<PolybotService> {
  const bot = new Bot(token.reveal(), {
    client: { apiRoot, timeoutSeconds: API_TIMEOUT },
  });
  await logIn(bot, apiRoot);
  await bot.api.setMyCommands(COMMANDS)
    .catch((error) => log.warn({ error }, "the command menu is not set"));

  const polybot: Polybot = {
    api: bot.api,
    backend,
    download: createDownload(bot.api, { apiRoot, token: token.reveal() }),
    log,
    metrics,
  };
  bot.use(createHandlers(polybot));

  const giveUp = (message: Message) => apologize(polybot, message);
  const updates = startConsumer({
    queue: backend.updates,
    handle: (message) => handleUpdate(bot, polybot, message),
    giveUp,
    log,
    metrics,
  });
  const results = startConsumer({
    queue: backend.results,
    handle: (message) => handleResult(polybot, message),
    giveUp,
    log,
    metrics,
  });
  const polling = startPolling({ api: bot.api, queue: backend.updates, log });
  return {
    username: bot.botInfo.username,
    async stop() {
      await polling.stop();
      await Promise.all([updates.stop(), results.stop()]);
    },
  };
}

async function logIn(bot: Bot, apiRoot: string) {
  try {
    await bot.init(apiSignal(AbortSignal.timeout(LOGIN_TIMEOUT)));
  } catch (error) {
    if (error instanceof GrammyError && [401, 404].includes(error.error_code)) {
      throw new TelegramError(
        `Cannot log in to ${apiRoot} as it refused the token (${error.description}): set TELEGRAM_TOKEN to the one that @BotFather shows`,
      );
    }
    throw new TelegramError(
      `Cannot reach ${apiRoot} within ${
        LOGIN_TIMEOUT / 1000
      } seconds: check the network, and TELEGRAM_API_ROOT`,
      { cause: error },
    );
  }
}

async function handleUpdate(bot: Bot, polybot: Polybot, message: Message) {
  const update = parseMessage(UpdatesMessage, message);
  if (isAlbumClosing(update)) return await answerAlbum(polybot, update);
  try {
    await bot.handleUpdate(update);
  } catch (error) {
    // grammY wraps what a handler threw
    throw error instanceof BotError ? error.error : error;
  }
}

async function handleResult(polybot: Polybot, message: Message) {
  const result = parseMessage(ResultsMessage, message);
  switch (result.kind) {
    case "album-due":
      return await closeAlbum(polybot.backend, result);
    case "prediction":
      return await answerPrediction(polybot, result);
  }
}

const isAlbumClosing = (message: object): message is AlbumClosing =>
  "kind" in message;
