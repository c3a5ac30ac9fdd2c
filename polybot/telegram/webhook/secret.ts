/**
 * The secret by which Telegram's requests are known. It follows from the
 * token, so that every machine has the same and nothing is stored.
 *
 * @module
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { Secret } from "../../../shared/service/secret.ts";
import type { TokenSource } from "../token.ts";

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

/** The digests of the secrets: every update is compared with one. */
const digests = new WeakMap<Secret, ReturnType<typeof digest>>();

function digestOfSecret(token: Secret) {
  let known = digests.get(token);
  if (!known) digests.set(token, known = digest(webhookSecret(token).reveal()));
  return known;
}

/** Compares in constant time, whatever the lengths. */
const isSecretOf = (token: Secret, given: string) =>
  timingSafeEqual(digest(given), digestOfSecret(token));

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
