/**
 * Where the token and the updates come from, as the settings say.
 *
 * @module
 */
import { SecretNotFoundError, type Secrets } from "../shared/backend.ts";
import { SettingsError } from "../shared/config.ts";
import type { Logger } from "../shared/logging.ts";
import { readCertificate } from "./certificate.ts";
import { WEBHOOK_PATH } from "./server.ts";
import type { Receiving } from "./service.ts";
import type { PolybotSettings } from "./settings.ts";
import { fixedToken, openToken, type TokenSource } from "./token.ts";

/** @throws {SettingsError} when there is no token */
export async function chooseToken(
  { TELEGRAM_TOKEN, TELEGRAM_SECRET }: PolybotSettings,
  secrets: Secrets,
  log: Logger,
): Promise<TokenSource> {
  if (TELEGRAM_TOKEN) return fixedToken(TELEGRAM_TOKEN);
  try {
    return await openToken(secrets, TELEGRAM_SECRET, log);
  } catch (error) {
    if (!(error instanceof SecretNotFoundError)) throw error;
    throw new SettingsError(
      `${error.message}. Store the bot's token there, let TELEGRAM_SECRET name another secret, or set TELEGRAM_TOKEN`,
    );
  }
}

/** @throws {SettingsError} when the certificate that was named is not there */
export async function chooseReceiving(
  { TELEGRAM_APP_URL, SUB_DOMAIN_SECRET: name }: PolybotSettings,
  secrets: Secrets,
): Promise<Receiving> {
  if (TELEGRAM_APP_URL === undefined) return { mode: "polling" };
  const url = TELEGRAM_APP_URL + WEBHOOK_PATH;
  const certificate = await readCertificate(secrets, { url, name });
  return { mode: "webhook", url, certificate };
}
