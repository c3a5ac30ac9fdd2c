/**
 * The first call to the Bot API, which says whether the settings fit it.
 *
 * @module
 */
import { type Bot, GrammyError } from "grammy";
import { apiSignal } from "./client.ts";

/** The Bot API cannot be reached, or does not know the bot's token. */
export class TelegramError extends Error {
  override name = "TelegramError";
}

/** Milliseconds to log in, with the tries that grammY makes meanwhile. */
const LOGIN_TIMEOUT = 15_000;

/** @throws {TelegramError} when the Bot API cannot be reached or does not accept the token */
export async function logIn(bot: Bot, apiRoot: string): Promise<void> {
  try {
    await bot.init(apiSignal(AbortSignal.timeout(LOGIN_TIMEOUT)));
  } catch (error) {
    if (error instanceof GrammyError && [401, 404].includes(error.error_code)) {
      throw new TelegramError(
        `Cannot log in to ${apiRoot} as it refused the token (${error.description}): let TELEGRAM_TOKEN, or the secret that TELEGRAM_SECRET names, be the one that @BotFather shows`,
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
