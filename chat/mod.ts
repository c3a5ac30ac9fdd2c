/**
 * The chat page: a server with the Bot API and a single chat, and a web page for
 * that chat. Polybot uses it in place of Telegram.
 *
 * @module
 */
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { DataFolderError } from "../shared/embedded/data_folder.ts";
import type { Logger } from "../shared/service/logging.ts";
import { checkAccess } from "./access.ts";
import { createPolling } from "./bot_api/polling.ts";
import { createBotApi } from "./bot_api/routes.ts";
import { createWebhook } from "./bot_api/webhook.ts";
import { openChat } from "./open_chat.ts";
import type { Limits } from "./limits.ts";
import { createPersonApi } from "./person_api/routes.ts";
import { createStaticFiles } from "./static_files.ts";

export interface ChatPage {
  /** The app, to be served on loopback. Its root is both the page and the bot's `apiRoot`. */
  readonly app: Hono;
  /** Ends waiting requests and event streams, and closes the database. */
  close(): Promise<void>;
}

/**
 * Opens the chat that is stored in a folder. The chat survives restarts and
 * crashes.
 *
 * @param options.directory contains `chat.db` and `chat_files/`; created if it does not exist
 * @param options.token the bot's token; calls with another one are refused
 * @param options.host the address or name of the server, besides loopback
 * @throws {DataFolderError} when the folder cannot be written, or is damaged
 */
export async function openChatPage(
  { directory, token, log, host, limits }: {
    readonly directory: string;
    readonly token: string;
    readonly log: Logger;
    readonly host?: string;
    readonly limits?: Partial<Limits>;
  },
): Promise<ChatPage> {
  const chat = await openChat({ directory, token, limits }).catch((error) => {
    throw new DataFolderError(
      `Cannot open the chat in '${directory}': ${error.message}. If it is damaged, move the folder away to start with an empty chat`,
      { cause: error },
    );
  });
  const polling = createPolling(chat.updates);
  const webhook = createWebhook(chat, log);
  const closing = new AbortController();

  const app = new Hono();
  app.use(secureHeaders({
    // Without a referrer, requests have no origin, which checkAccess() needs.
    referrerPolicy: "same-origin",
    // This server has no HTTPS.
    strictTransportSecurity: false,
  }));
  app.use(checkAccess(host));
  app.route("/", createBotApi({ chat, polling, webhook }, { token, log }));
  app.route("/", createPersonApi(chat, { log, closing: closing.signal }));
  app.route("/", createStaticFiles(new URL("page/", import.meta.url)));
  webhook.restart();
  return {
    app,
    async close() {
      closing.abort();
      polling.end();
      await webhook.close();
      chat.database.close();
    },
  };
}
