import { type Bot, GrammyError } from "grammy";
import { apiSignal } from "./client.ts";

/** The Bot API cannot be reached, or refuses the bot's token. */
export class TelegramError extends Error {
  override name = "TelegramError";
}

/** Milliseconds that logging in may take, including grammY's retries. */
const LOGIN_TIMEOUT = 15_000;

/**
 * Makes the first call to the Bot API, which shows whether the settings are right.
 *
 * @throws {TelegramError} when the Bot API cannot be reached or refuses the token
 */
export async function logIn(bot: Bot, apiRoot: string): Promise<void> {
  try {
    await bot.init(apiSignal(AbortSignal.timeout(LOGIN_TIMEOUT)));
  } catch (error) {
    if (error instanceof GrammyError && [401, 404].includes(error.error_code)) {
      throw new TelegramError(
        `Cannot log in to ${apiRoot} as it refused the token (${error.description}): TELEGRAM_TOKEN, or the secret that TELEGRAM_SECRET names, must be the token that @BotFather shows`,
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
