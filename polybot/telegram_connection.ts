/**
 * Where the token and the updates come from, as the settings say.
 *
 * @module
 */
import { SecretNotFoundError, type Secrets } from "../shared/backend.ts";
import { SettingsError } from "../shared/service/settings.ts";
import type { Logger } from "../shared/service/logging.ts";
import { readCertificate } from "./telegram/webhook/certificate.ts";
import { WEBHOOK_PATH } from "./server.ts";
import type { Receiving } from "./service.ts";
import type { PolybotSettings } from "./settings.ts";
import { fixedToken, openToken, type TokenSource } from "./telegram/token.ts";

/** What a service needs from its secrets. */
export interface Sources {
  readonly tokens: TokenSource;
  readonly receiving: Receiving;
}

const CERTIFICATE = "talo/sub-domain/certificate";

/**
 * Reads the secrets that the settings name.
 *
 * @throws {SettingsError} naming each that cannot be used
 */
export async function openSources(
  settings: PolybotSettings,
  secrets: Secrets,
  log: Logger,
): Promise<Sources> {
  const [tokens, receiving] = await Promise.allSettled([
    chooseToken(settings, secrets, log),
    chooseReceiving(settings, secrets),
  ]);
  if (tokens.status === "fulfilled" && receiving.status === "fulfilled") {
    return { tokens: tokens.value, receiving: receiving.value };
  }
  const faults = [tokens, receiving].flatMap((source) =>
    source.status === "rejected" ? [describe(source.reason)] : []
  );
  throw new SettingsError(`Cannot start:\n  ${faults.join("\n  ")}`);
}

const describe = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

async function chooseToken(
  { TELEGRAM_TOKEN, TELEGRAM_SECRET: name }: PolybotSettings,
  secrets: Secrets,
  log: Logger,
): Promise<TokenSource> {
  if (TELEGRAM_TOKEN) return fixedToken(TELEGRAM_TOKEN);
  try {
    return await openToken(secrets, name, log);
  } catch (error) {
    throw new SettingsError(
      `TELEGRAM_SECRET must name a secret with the bot's token, where TELEGRAM_TOKEN is not set: current value is '${name}' (${
        describe(error)
      })`,
    );
  }
}

async function chooseReceiving(
  { TELEGRAM_APP_URL, SUB_DOMAIN_SECRET }: PolybotSettings,
  secrets: Secrets,
): Promise<Receiving> {
  if (TELEGRAM_APP_URL === undefined) return { mode: "polling" };
  const webhook = {
    mode: "webhook",
    url: TELEGRAM_APP_URL + WEBHOOK_PATH,
  } as const;
  // where there is no https, there is no certificate either
  if (!webhook.url.startsWith("https:")) return webhook;
  const name = SUB_DOMAIN_SECRET ?? CERTIFICATE;
  try {
    return {
      ...webhook,
      certificate: readCertificate(await secrets.get(name)),
    };
  } catch (error) {
    // one that nobody named need not be there: Telegram may trust the address by itself
    const isMissing = error instanceof SecretNotFoundError;
    if (isMissing && SUB_DOMAIN_SECRET === undefined) return webhook;
    throw new SettingsError(
      `SUB_DOMAIN_SECRET must name a secret with the certificate of TELEGRAM_APP_URL: current value is '${name}' (${
        describe(error)
      })`,
    );
  }
}
