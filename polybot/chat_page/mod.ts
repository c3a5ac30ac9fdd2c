/**
 * The chat page: a Bot-API-compatible server with one chat, and the web page
 * in front of it, for use without Telegram.
 *
 * @module
 */
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { join } from "node:path";
import type { Logger } from "../../shared/logging.ts";
import { checkAccess } from "./access.ts";
import { createBotApi } from "./bot_api/routes.ts";
import { createConversation } from "./conversation.ts";
import { openDatabase } from "./storage/database.ts";
import { createEventLog } from "./event_log.ts";
import { openFileStore } from "./storage/file_store.ts";
import { botOf } from "./identity.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { createMediaStore } from "./storage/media.ts";
import { createMessageStore } from "./storage/message_store.ts";
import type { Parts } from "./bot_api/methods/method.ts";
import { createPersonApi } from "./person_api/routes.ts";
import { createPolling } from "./bot_api/polling.ts";
import { createSettings } from "./storage/settings.ts";
import { createStaticFiles } from "./static_files.ts";
import { createUpdateLog } from "./update_log.ts";
import { createWebhook } from "./bot_api/webhook.ts";

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
 */
export async function openChatPage(
  { directory, token, log, host, limits: changed }: {
    readonly directory: string;
    readonly token: string;
    readonly log: Logger;
    readonly host?: string;
    readonly limits?: Partial<Limits>;
  },
): Promise<ChatPage> {
  await Deno.mkdir(directory, { recursive: true });
  const bot = botOf(token);
  const limits = { ...LIMITS, ...changed };
  const database = openDatabase(join(directory, "chat.db"));
  const settings = createSettings(database);
  const files = await openFileStore(join(directory, "chat_files"), database);
  await files.sweep();
  const media = createMediaStore(database, files);
  const messages = createMessageStore(database);
  const events = createEventLog(database);
  const updates = createUpdateLog(database, settings);
  const polling = createPolling(updates);
  const webhook = createWebhook({ settings, updates, limits, log });
  const conversation = createConversation({
    bot,
    database,
    events,
    files,
    media,
    messages,
    updates,
  });
  const parts: Parts = {
    ...{ bot, database, settings, files, media, messages, events, updates },
    ...{ conversation, polling, webhook, limits },
  };
  const closing = new AbortController();

  const app = new Hono();
  app.use(secureHeaders({
    // a page without a referrer has no origin either, which checkAccess needs
    referrerPolicy: "same-origin",
    // this server has no https
    strictTransportSecurity: false,
  }));
  app.use(checkAccess(host));
  app.route("/", createBotApi(parts, { token, log }));
  app.route("/", createPersonApi(parts, { log, closing: closing.signal }));
  app.route("/", createStaticFiles(new URL("page/", import.meta.url)));
  webhook.restart();
  return {
    app,
    async close() {
      closing.abort();
      polling.end();
      await webhook.close();
      database.close();
    },
  };
}
