/**
 * The secret that identifies requests as Telegram's. It is derived from the
 * token: every machine has the same one, and none has to store it.
 *
 * @module
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { Secret } from "../../../shared/service/secret.ts";
import type { TokenSource } from "../token.ts";

/** The header in which Telegram sends the secret. */
export const SECRET_HEADER = "x-telegram-bot-api-secret-token";

/** Separates this secret from any other that might be derived from the token. */
const PURPOSE = "polybot webhook secret";

/** Derives the secret from a token: 64 characters. */
export const webhookSecret = (token: Secret): Secret =>
  new Secret(
    createHmac("sha256", token.reveal()).update(PURPOSE).digest("hex"),
  );

const digest = (text: string) => createHash("sha256").update(text).digest();

/** The digests of the tokens' secrets, kept because every update is compared with one. */
const digests = new WeakMap<Secret, ReturnType<typeof digest>>();

function digestOfSecret(token: Secret) {
  let stored = digests.get(token);
  if (!stored) {
    stored = digest(webhookSecret(token).reveal());
    digests.set(token, stored);
  }
  return stored;
}

/** Compares digests, in constant time even if the texts have different lengths. */
const isSecretOf = (token: Secret, given: string) =>
  timingSafeEqual(digest(given), digestOfSecret(token));

/**
 * Returns whether `given` is the webhook's secret. If it is not, another
 * machine may have found a new token first: the token is looked up again.
 */
export async function isWebhookSecret(
  given: string,
  tokens: TokenSource,
): Promise<boolean> {
  const token = tokens.current;
  if (isSecretOf(token, given)) return true;
  return given !== "" && await tokens.renew(token) &&
    isSecretOf(tokens.current, given);
}
