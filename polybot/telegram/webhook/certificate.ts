import type { Secret } from "../../../shared/service/secret.ts";

const CERTIFICATE =
  /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/;

/**
 * Returns the PEM certificate in a secret, without the rest of the secret: a
 * private key must never reach Telegram.
 *
 * @throws {Error} when the secret has no certificate
 */
export function readCertificate(secret: Secret): string {
  const [certificate] = secret.reveal().match(CERTIFICATE) ?? [];
  if (certificate) return `${certificate}\n`;
  throw new Error(
    "Cannot read the certificate: the secret holds none in PEM",
  );
}
