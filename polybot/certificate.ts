/**
 * The self-signed certificate of the bot's address, which Telegram has to be
 * shown.
 *
 * @module
 */
import { SecretNotFoundError, type Secrets } from "../shared/backend.ts";
import { SettingsError } from "../shared/config.ts";

const DEFAULT_NAME = "talo/sub-domain/certificate";

const CERTIFICATE =
  /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/;

/**
 * Reads the certificate; `undefined` where the address needs none: it is
 * without https, or no secret was named and the one of the default name is
 * not there.
 *
 * What else the secret holds stays there: a key must never reach Telegram.
 *
 * @throws {SettingsError} when the secret that was named is not there, or holds no certificate
 */
export async function readCertificate(
  secrets: Secrets,
  { url, name }: { readonly url: string; readonly name?: string | undefined },
): Promise<string | undefined> {
  if (!url.startsWith("https:")) return undefined;
  const secret = await secrets.get(name ?? DEFAULT_NAME).catch((error) => {
    if (!(error instanceof SecretNotFoundError)) throw error;
    if (name === undefined) return undefined;
    throw new SettingsError(`${error.message}. SUB_DOMAIN_SECRET names it`);
  });
  if (!secret) return undefined;
  const [certificate] = secret.reveal().match(CERTIFICATE) ?? [];
  if (certificate) return `${certificate}\n`;
  throw new SettingsError(
    `Cannot use the secret '${
      name ?? DEFAULT_NAME
    }' as the certificate of TELEGRAM_APP_URL: it holds none in PEM`,
  );
}
