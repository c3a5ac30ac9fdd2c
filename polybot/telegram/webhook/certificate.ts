/**
 * The self-signed certificate of the bot's address, which Telegram has to be
 * shown.
 *
 * @module
 */
import type { Secret } from "../../../shared/service/secret.ts";

const CERTIFICATE =
  /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/;

/**
 * The certificate in a secret, in PEM. What else is there stays there: a key
 * must never reach Telegram.
 *
 * @throws {Error} when there is none
 */
export function readCertificate(secret: Secret): string {
  const [certificate] = secret.reveal().match(CERTIFICATE) ?? [];
  if (certificate) return `${certificate}\n`;
  throw new Error("Cannot read the certificate: the secret holds none in PEM");
}
