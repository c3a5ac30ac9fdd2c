/**
 * The secret by which Telegram's requests are known. It follows from the
 * token, so that every machine has the same and nothing is stored.
 *
 * @module
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { Secret } from "../shared/secret.ts";
import type { TokenSource } from "./token.ts";

/** The header that carries it. */
export const SECRET_HEADER = "x-telegram-bot-api-secret-token";

/** What the token is the key to; another version of the secret would have another. */
const PURPOSE = "polybot webhook secret";

/** The secret for a token: 64 characters. */
export const webhookSecret = (token: Secret): Secret =>
  new Secret(
    createHmac("sha256", token.reveal()).update(PURPOSE).digest("hex"),
  );

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Compares in constant time, whatever the lengths. */
const isSecretOf = (token: Secret, given: string) =>
  timingSafeEqual(digest(given), digest(webhookSecret(token).reveal()));

/**
 * Whether `given` is the webhook's secret. Where it is not, another machine
 * may have found another token first: then it is looked for, too.
 */
export async function knowsSecret(
  given: string,
  tokens: TokenSource,
): Promise<boolean> {
  const token = tokens.current;
  if (isSecretOf(token, given)) return true;
  return given !== "" && await tokens.renew(token) &&
    isSecretOf(tokens.current, given);
}
