/**
 * What happens in the chat: messages, edits, pressed buttons. Each is stored
 * with its event for the page and its update for the bot in one transaction,
 * and told after it.
 *
 * @module
 */
import type {
  InlineKeyboardMarkup,
  Message,
  MessageEntity,
  TextQuote,
  UserFromGetMe,
} from "grammy/types";
import type { Database } from "../storage/database.ts";
import type { EventLog } from "./event_log.ts";
import type { FileStore } from "../storage/file_store.ts";
import { CHAT, PERSON } from "./identity.ts";
import type { Media, MediaStore, NewMedia } from "../storage/media.ts";
import { eventOf } from "./message_event.ts";
import type { MessageStore, PlainMessage } from "../storage/message_store.ts";
import { randomNumber } from "../storage/random_id.ts";
import type { UpdateLog } from "./update_log.ts";

/** A message that is about to be sent. */
export interface Draft {
  /** The caption where there is a medium. */
  readonly text?: string | undefined;
  readonly entities?: readonly MessageEntity[] | undefined;
  /** New, or one that was sent before. */
  readonly media?: NewMedia | Media | undefined;
  readonly albumId?: string | undefined;
  readonly replyTo?: number | undefined;
  readonly quote?: TextQuote | undefined;
  readonly keyboard?: InlineKeyboardMarkup | undefined;
}

/** The whole new state of what a bot may edit. */
export type Edit = Pick<Draft, "text" | "entities" | "keyboard">;

export interface Conversation {
  /** Messages of the person, in one go: all are stored, or none. */
  postAsPerson(drafts: readonly Draft[]): Message[];
  postAsBot(drafts: readonly Draft[]): Message[];
  edit(message: Message, edit: Edit): Message;
  /** A button with this data was pressed under the message. @return the query's id */
  press(message: Message, data: string): string;
}

export function createConversation(
  { bot, database, events, files, media, messages, updates }: {
    readonly bot: UserFromGetMe;
    readonly database: Database;
    readonly events: EventLog;
    readonly files: FileStore;
    readonly media: MediaStore;
    readonly messages: MessageStore;
    readonly updates: UpdateLog;
  },
): Conversation {
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
      ...content(draft, draft.media !== undefined),
    } as PlainMessage;
    return store(message, id, draft.replyTo);
  };

  const announce = () => {
    events.announce();
    updates.announce();
  };

  return {
    postAsPerson(drafts) {
      const posted = database.transaction(() =>
        drafts.map((draft) => {
          const message = post(draft, "person");
          updates.add({ message } as Parameters<typeof updates.add>[0]);
          return message;
        })
      );
      announce();
      return posted;
    },
    postAsBot(drafts) {
      const posted = database.transaction(() =>
        drafts.map((draft) => post(draft, "bot"))
      );
      announce();
      return posted;
    },
    edit(message, edit) {
      const edited = {
        ...withoutContent(message),
        edit_date: now(),
        ...content(edit, message.text === undefined),
      } as PlainMessage;
      const stored = database.transaction(() =>
        store(
          edited,
          events.reserve(),
          messages.repliedBy(message.message_id),
        )
      );
      announce();
      return stored;
    },
    press(message, data) {
      const id = randomNumber();
      database.transaction(() => {
        database.run(
          "INSERT INTO callback_queries VALUES (?, ?)",
          id,
          message.message_id,
        );
        updates.add({
          callback_query: {
            id,
            from: PERSON,
            message,
            chat_instance: String(CHAT.id),
            data,
          },
        });
      });
      announce();
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

const CONTENT = new Set([
  ...["text", "entities", "caption", "caption_entities"],
  ...["reply_markup", "reply_to_message"],
]);

const withoutContent = (message: Message) =>
  Object.fromEntries(
    Object.entries(message).filter(([field]) => !CONTENT.has(field)),
  );

/** Text and keyboard as the fields of a Message. */
function content({ text, entities, keyboard }: Edit, hasMedia: boolean) {
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
