import { Secret } from "../../shared/service/secret.ts";

/** The key under which the original bot stored its token. */
const KEY = "TELEGRAM_TOKEN";

/**
 * Reads the bot's token from a secret: the secret is either the token, or a
 * JSON object with the token under `TELEGRAM_TOKEN`.
 *
 * @throws {Error} when it is JSON without that key; the error does not show the secret
 */
export function readTokenSecret(secret: Secret): Secret {
  const text = secret.reveal().trim();
  if (!text.startsWith("{")) return new Secret(text);
  const token = readKey(text);
  if (token !== undefined) return new Secret(token.trim());
  throw new Error(
    `Cannot read the bot's token: the secret must be the token, or JSON with the key '${KEY}'`,
  );
}

function readKey(json: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json)?.[KEY];
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
