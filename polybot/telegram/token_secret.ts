/**
 * The bot's token, as it lies in a secret.
 *
 * @module
 */
import { Secret } from "../../shared/service/secret.ts";

/** The key that the original bot kept its token under. */
const KEY = "TELEGRAM_TOKEN";

/** The value of a JSON object's key; `undefined` when `text` is none, or has no such text. */
function valueInJson(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)?.[KEY];
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads the token out of a secret: either it is the secret, or it stands in
 * a JSON object under `TELEGRAM_TOKEN`.
 *
 * @throws {Error} when it is a JSON object without that key; it shows nothing of the secret
 */
export function readTokenSecret(secret: Secret): Secret {
  const text = secret.reveal().trim();
  if (!text.startsWith("{")) return new Secret(text);
  const token = valueInJson(text);
  if (token !== undefined) return new Secret(token.trim());
  throw new Error(
    `Cannot read the bot's token: the secret must be the token, or JSON with the key '${KEY}'`,
  );
}
