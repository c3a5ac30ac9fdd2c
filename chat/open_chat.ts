import type { UserFromGetMe } from "grammy/types";
import { join } from "node:path";
import { createMessaging, type Messaging } from "./conversation/messaging.ts";
import { createEventLog, type EventLog } from "./conversation/event_log.ts";
import { botOf } from "./conversation/identity.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { type Database, openDatabase } from "./storage/database.ts";
import { type FileStore, openFileStore } from "./storage/file_store.ts";
import { createMediaStore, type MediaStore } from "./storage/media_store.ts";
import {
  createMessageStore,
  type MessageStore,
} from "./storage/message_store.ts";
import { createSettings, type Settings } from "./storage/settings.ts";
import { createUpdateLog, type UpdateLog } from "./conversation/update_log.ts";

/** The parts of a chat, shared by the Bot API and the person's API. */
export interface Chat {
  readonly bot: UserFromGetMe;
  readonly limits: Limits;
  readonly database: Database;
  readonly settings: Settings;
  readonly files: FileStore;
  readonly media: MediaStore;
  readonly messages: MessageStore;
  readonly events: EventLog;
  readonly updates: UpdateLog;
  readonly messaging: Messaging;
}

/** Opens `chat.db` and `chat_files/` in a folder, and removes files that a killed process left behind. */
export async function openChat(
  { directory, token, limits }: {
    readonly directory: string;
    readonly token: string;
    readonly limits?: Partial<Limits> | undefined;
  },
): Promise<Chat> {
  await Deno.mkdir(directory, { recursive: true });
  const database = openDatabase(join(directory, "chat.db"));
  const files = await openFileStore(join(directory, "chat_files"), database);
  await files.sweep();
  const settings = createSettings(database);
  const parts = {
    bot: botOf(token),
    database,
    files,
    media: createMediaStore(database, files),
    messages: createMessageStore(database),
    events: createEventLog(database),
    updates: createUpdateLog(database, settings),
  };
  return {
    ...parts,
    settings,
    limits: { ...LIMITS, ...limits },
    messaging: createMessaging(parts),
  };
}
