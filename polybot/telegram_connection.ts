/**
 * Reads the bot's connection to Telegram from the settings and secrets.
 *
 * @module
 */
import { SecretNotFoundError, type Secrets } from "../shared/backend.ts";
import type { Logger } from "../shared/service/logging.ts";
import { SettingsError } from "../shared/service/settings.ts";
import { WEBHOOK_PATH } from "./server.ts";
import type { PolybotSettings } from "./settings.ts";
import { fixedToken, openToken, type TokenSource } from "./telegram/token.ts";
import { readCertificate } from "./telegram/webhook/certificate.ts";
import type { Webhook } from "./telegram/webhook/compare_webhook.ts";

/** The source of updates: the bot polls for them, or Telegram sends them to the webhook. */
export type Receiving =
  | { readonly mode: "polling" }
  | { readonly mode: "webhook" } & Webhook;

export interface TelegramConnection {
  readonly tokens: TokenSource;
  readonly receiving: Receiving;
}

const DEFAULT_CERTIFICATE_SECRET = "talo/sub-domain/certificate";

/**
 * Reads the secrets that the settings name.
 *
 * @throws {SettingsError} naming every setting whose secret cannot be used
 */
export async function readTelegramConnection(
  settings: PolybotSettings,
  secrets: Secrets,
  log: Logger,
): Promise<TelegramConnection> {
  const [tokens, receiving] = await Promise.allSettled([
    readTokens(settings, secrets, log),
    readReceiving(settings, secrets),
  ]);
  if (tokens.status === "fulfilled" && receiving.status === "fulfilled") {
    return { tokens: tokens.value, receiving: receiving.value };
  }
  const reasons = [tokens, receiving].flatMap((result) =>
    result.status === "rejected" ? [messageOf(result.reason)] : []
  );
  throw new SettingsError(`Cannot start:\n  ${reasons.join("\n  ")}`);
}

const messageOf = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

async function readTokens(
  { TELEGRAM_TOKEN, TELEGRAM_SECRET: name }: PolybotSettings,
  secrets: Secrets,
  log: Logger,
): Promise<TokenSource> {
  if (TELEGRAM_TOKEN) return fixedToken(TELEGRAM_TOKEN);
  try {
    return await openToken(secrets, name, log);
  } catch (error) {
    throw new SettingsError(
      `TELEGRAM_SECRET must name a secret with the bot's token unless TELEGRAM_TOKEN is set: current value is '${name}' (${
        messageOf(error)
      })`,
    );
  }
}

async function readReceiving(
  { TELEGRAM_APP_URL, SUB_DOMAIN_SECRET }: PolybotSettings,
  secrets: Secrets,
): Promise<Receiving> {
  if (TELEGRAM_APP_URL === undefined) return { mode: "polling" };
  const mode = "webhook";
  const url = TELEGRAM_APP_URL + WEBHOOK_PATH;
  if (!url.startsWith("https:")) return { mode, url };
  const name = SUB_DOMAIN_SECRET ?? DEFAULT_CERTIFICATE_SECRET;
  try {
    const certificate = readCertificate(await secrets.get(name));
    return { mode, url, certificate };
  } catch (error) {
    // without the default secret, Telegram has to trust the address by itself
    const isMissing = error instanceof SecretNotFoundError;
    if (isMissing && SUB_DOMAIN_SECRET === undefined) return { mode, url };
    throw new SettingsError(
      `SUB_DOMAIN_SECRET must name a secret with the certificate of TELEGRAM_APP_URL: current value is '${name}' (${
        messageOf(error)
      })`,
    );
  }
}
