/**
 * The chat page: a Bot-API-compatible server with one chat, and the web page
 * in front of it, for use without Telegram.
 *
 * @module
 */
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { DataFolderError } from "../shared/embedded/mod.ts";
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
  /** To be served on loopback; its root is the page and the bot's `apiRoot`. */
  readonly app: Hono;
  /** Ends what waits, event streams among it, and lets go of the files. */
  close(): Promise<void>;
}

/**
 * Opens the chat that is kept in a folder; all of it is there again after a
 * restart, whenever and however the process ended.
 *
 * @param options.directory is made where it is not there: `chat.db` and `chat_files/`
 * @param options.token the bot's; calls with any other are refused
 * @param options.host the address or name that the server is reached by beside loopback
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
      `Cannot open the chat in '${directory}': ${error.message}. Where it is damaged, move the folder away to start afresh`,
      { cause: error },
    );
  });
  const polling = createPolling(chat.updates);
  const webhook = createWebhook(chat, log);
  const closing = new AbortController();

  const app = new Hono();
  app.use(secureHeaders({
    // a page without a referrer has no origin either, which checkAccess needs
    referrerPolicy: "same-origin",
    // this server has no https
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
