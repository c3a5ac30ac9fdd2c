/**
 * The token of the chat page's bot, which is created once and stored with the
 * data.
 *
 * @module
 */
import { randomBytes } from "node:crypto";
import { join, resolve } from "node:path";
import { SecretNotFoundError } from "../shared/backend.ts";
import { openSecrets } from "../shared/embedded/secrets.ts";
import { makePrivateFolder } from "../shared/files/atomic_write.ts";
import type { Secret } from "../shared/service/secret.ts";

/** The name of the secret. A bot with the same data folder may use it as its TELEGRAM_SECRET. */
const CHAT_PAGE_TOKEN = "talo/chat-page/token";

/** Returns the file with the token in a data folder. */
export const tokenFile = (directory: string): string =>
  join(directory, "secrets", CHAT_PAGE_TOKEN);

/** Returns the token in a data folder, and creates it if there is none. */
export async function chatPageToken(directory: string): Promise<Secret> {
  const [folder, drafts] = ["secrets", "drafts"]
    .map((name) => join(resolve(directory), name)) as [string, string];
  await makePrivateFolder(folder);
  await makePrivateFolder(drafts);
  const secrets = openSecrets(folder, drafts);
  try {
    return await secrets.get(CHAT_PAGE_TOKEN);
  } catch (error) {
    if (!(error instanceof SecretNotFoundError)) throw error;
    const id = 1e9 + randomBytes(4).readUInt32LE();
    const key = randomBytes(26).toString("base64url");
    await secrets.put(CHAT_PAGE_TOKEN, `${id}:${key}`);
    return await secrets.get(CHAT_PAGE_TOKEN);
  }
}
