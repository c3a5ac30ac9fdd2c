/**
 * The bot's token, which may be exchanged for another while the bot runs.
 *
 * @module
 */
import { readTokenSecret } from "./token_secret.ts";
import type { Secrets } from "../../shared/backend.ts";
import { isToken, TOKEN_RULE } from "../../shared/bot_token.ts";
import { SettingsError } from "../../shared/service/settings.ts";
import type { Logger } from "../../shared/service/logging.ts";
import { Secret } from "../../shared/service/secret.ts";

/** Where the token comes from. */
export interface TokenSource {
  /** The token to use now. */
  readonly current: Secret;
  /**
   * Looks for another token than the one that was refused.
   *
   * @return whether there is one; it is the current one then
   */
  renew(refused: Secret): Promise<boolean>;
  /** Calls `listener` whenever there is another token. */
  onRenewal(listener: () => void): void;
}

/** Milliseconds between two looks for another token, however often one is refused. */
const RENEW_EVERY = 5_000;

/** A token that stays as it is. */
export function fixedToken(token: Secret): TokenSource {
  return {
    current: token,
    renew: () => Promise.resolve(false),
    onRenewal() {},
  };
}

/**
 * A token that a secret holds, as plain text or as JSON with the key
 * `TELEGRAM_TOKEN`. It is read now, and afresh whenever it was refused.
 *
 * @throws {SecretNotFoundError} when there is no such secret
 * @throws {SettingsError} when it holds no token
 */
export async function openToken(
  secrets: Secrets,
  name: string,
  log: Logger,
): Promise<TokenSource> {
  let current = readToken(await secrets.get(name), name);
  let renewing: Promise<boolean> | undefined;
  let lookedAt = -Infinity;
  const listeners: (() => void)[] = [];

  async function look(): Promise<boolean> {
    try {
      const found = readToken(await secrets.get(name, { fresh: true }), name);
      if (found.reveal() === current.reveal()) return false;
      current = found;
    } catch (error) {
      log.error({ error }, "cannot read the token afresh");
      return false;
    }
    log.info({ secret: name }, "going on with another token");
    listeners.forEach((listener) => listener());
    return true;
  }

  return {
    get current() {
      return current;
    },
    async renew(refused) {
      if (refused !== current) return true;
      if (performance.now() < lookedAt + RENEW_EVERY && !renewing) return false;
      lookedAt = performance.now();
      renewing ??= look().finally(() => renewing = undefined);
      return await renewing;
    },
    onRenewal(listener) {
      listeners.push(listener);
    },
  };
}

/** @throws {SettingsError} when the secret holds no token; it shows nothing of it */
function readToken(secret: Secret, name: string): Secret {
  try {
    const token = readTokenSecret(secret);
    if (isToken(token.reveal())) return token;
  } catch {
    // JSON without the token's key
  }
  throw new SettingsError(
    `Cannot use the secret '${name}' as it holds no token: it ${TOKEN_RULE}, or JSON with it as 'TELEGRAM_TOKEN'`,
  );
}
