/**
 * The bot's token, which may be replaced while the bot runs.
 *
 * @module
 */
import type { Secrets } from "../../shared/backend.ts";
import { isToken, TOKEN_RULE } from "../../shared/bot_token.ts";
import type { Logger } from "../../shared/service/logging.ts";
import type { Secret } from "../../shared/service/secret.ts";
import { SettingsError } from "../../shared/service/settings.ts";
import { readTokenSecret } from "./token_secret.ts";

export interface TokenSource {
  /** The token to use now. */
  readonly current: Secret;
  /**
   * Looks up the token again because `refused` was refused.
   *
   * @return whether the current token is now another one
   */
  renew(refused: Secret): Promise<boolean>;
  /** Calls `listener` whenever the token was replaced. */
  onRenewal(listener: () => void): void;
}

/** Minimum milliseconds between two lookups of a refused token. */
export const TOKEN_LOOKUP_INTERVAL = 5_000;

/** Returns a source whose token never changes. */
export function fixedToken(token: Secret): TokenSource {
  return {
    current: token,
    renew: () => Promise.resolve(false),
    onRenewal() {},
  };
}

/**
 * Returns a source that reads the token from a secret, now and whenever the
 * token was refused.
 *
 * @throws {SecretNotFoundError} when there is no such secret
 * @throws {SettingsError} when it does not contain a token
 */
export async function openToken(
  secrets: Secrets,
  name: string,
  log: Logger,
): Promise<TokenSource> {
  let current = readToken(await secrets.get(name), name);
  let renewing: Promise<boolean> | undefined;
  let lookedUpAt = -Infinity;
  const listeners: (() => void)[] = [];

  async function lookUp(): Promise<boolean> {
    try {
      const found = readToken(await secrets.get(name, { fresh: true }), name);
      if (found.reveal() === current.reveal()) return false;
      current = found;
    } catch (error) {
      log.error({ error }, "cannot look up the token");
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
      const now = performance.now();
      if (now < lookedUpAt + TOKEN_LOOKUP_INTERVAL && !renewing) return false;
      lookedUpAt = now;
      renewing ??= lookUp().finally(() => renewing = undefined);
      return await renewing;
    },
    onRenewal(listener) {
      listeners.push(listener);
    },
  };
}

/** Reads the bot's token from a secret. @throws {SettingsError} when there is none; the error does not show the secret */
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
