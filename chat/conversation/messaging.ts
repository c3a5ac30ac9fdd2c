import type {
  InlineKeyboardMarkup,
  Message,
  MessageEntity,
  TextQuote,
  UserFromGetMe,
} from "grammy/types";
import type { Media } from "../media_kinds.ts";
import type { Database } from "../storage/database.ts";
import type { FileStore } from "../storage/file_store.ts";
import type { MediaStore, NewMedia } from "../storage/media_store.ts";
import type { MessageStore, PlainMessage } from "../storage/message_store.ts";
import { randomNumber } from "../storage/random_id.ts";
import type { EventLog } from "./event_log.ts";
import { CHAT, PERSON } from "./identity.ts";
import { eventOf } from "./message_event.ts";
import type { UpdateLog } from "./update_log.ts";

/** A message to post. */
export interface Draft {
  /** The caption, if there is a medium. */
  readonly text?: string | undefined;
  readonly entities?: readonly MessageEntity[] | undefined;
  /** A new medium, or one that was sent before. */
  readonly media?: NewMedia | Media | undefined;
  readonly albumId?: string | undefined;
  readonly replyTo?: number | undefined;
  readonly quote?: TextQuote | undefined;
  readonly keyboard?: InlineKeyboardMarkup | undefined;
}

/** The new values of all fields that a bot may edit. */
export type Edit = Pick<Draft, "text" | "entities" | "keyboard">;

export interface Messaging {
  /** Posts messages of the person: all of them or none. */
  postAsPerson(drafts: readonly Draft[]): Message[];
  postAsBot(drafts: readonly Draft[]): Message[];
  edit(message: Message, edit: Edit): Message;
  /** Presses the button of a message that has this data. @return the id of the callback query */
  press(message: Message, data: string): string;
}

/**
 * Stores each change with its event for the page and its update for the bot in
 * one transaction, and then notifies the listeners.
 */
export function createMessaging(
  { bot, database, events, files, media, messages, updates }: {
    readonly bot: UserFromGetMe;
    readonly database: Database;
    readonly events: EventLog;
    readonly files: FileStore;
    readonly media: MediaStore;
    readonly messages: MessageStore;
    readonly updates: UpdateLog;
  },
): Messaging {
  const urlOf = (fileId: string) => `/files/${files.find(fileId)?.path}`;

  const store = (
    message: PlainMessage,
    eventId: number,
    replyTo: number | undefined,
  ): Message => {
    messages.put(message, replyTo);
    events.fill(eventOf(message, { eventId, replyTo, urlOf }));
    return messages.get(message.message_id) ?? message as Message;
  };

  const post = (draft: Draft, from: "person" | "bot"): Message => {
    const isNew = draft.media !== undefined && "files" in draft.media;
    if (isNew) media.record(draft.media);
    const id = events.reserve();
    const message = {
      message_id: id,
      from: from === "bot" ? userOf(bot) : PERSON,
      chat: CHAT,
      date: now(),
      ...(draft.albumId ? { media_group_id: draft.albumId } : {}),
      ...(draft.quote ? { quote: draft.quote } : {}),
      ...(isNew ? draft.media.media : draft.media),
      ...editableFields(draft, draft.media !== undefined),
    } as PlainMessage;
    const posted = store(message, id, draft.replyTo);
    if (from === "person") {
      updates.add({ message: posted } as Parameters<typeof updates.add>[0]);
    }
    return posted;
  };

  /** Notifies the page and the bot once the changes are stored. */
  const transact = <Result>(change: () => Result): Result => {
    const result = database.transaction(change);
    events.announce();
    updates.announce();
    return result;
  };

  return {
    postAsPerson: (drafts) =>
      transact(() => drafts.map((draft) => post(draft, "person"))),
    postAsBot: (drafts) =>
      transact(() => drafts.map((draft) => post(draft, "bot"))),
    edit(message, edit) {
      const edited = {
        ...withoutEditableFields(message),
        edit_date: now(),
        ...editableFields(edit, message.text === undefined),
      } as PlainMessage;
      const replyTo = messages.repliedBy(message.message_id);
      return transact(() => store(edited, events.reserve(), replyTo));
    },
    press(message, data) {
      const id = randomNumber();
      const chat_instance = String(CHAT.id);
      transact(() => {
        database.run`INSERT INTO callback_queries
          VALUES (${id}, ${message.message_id})`;
        updates.add({
          callback_query: { id, from: PERSON, message, chat_instance, data },
        });
      });
      return id;
    },
  };
}

/** Seconds since 1970. */
const now = () => Math.floor(Date.now() / 1000);

const userOf = ({ id, is_bot, first_name, username }: UserFromGetMe) => ({
  id,
  is_bot,
  first_name,
  username,
});

const EDITABLE_FIELDS = new Set([
  ...["text", "entities", "caption", "caption_entities"],
  ...["reply_markup", "reply_to_message"],
]);

const withoutEditableFields = (message: Message) =>
  Object.fromEntries(
    Object.entries(message).filter(([field]) => !EDITABLE_FIELDS.has(field)),
  );

/** Returns the text and the keyboard as fields of a Message. */
function editableFields({ text, entities, keyboard }: Edit, hasMedia: boolean) {
  const given = entities?.length ? entities : undefined;
  return {
    ...(text
      ? hasMedia
        ? { caption: text, ...(given ? { caption_entities: given } : {}) }
        : { text, ...(given ? { entities: given } : {}) }
      : {}),
    ...(keyboard ? { reply_markup: keyboard } : {}),
  };
}
