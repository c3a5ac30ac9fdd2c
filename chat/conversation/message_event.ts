import type { InlineKeyboardMarkup } from "grammy/types";
import {
  MEDIA_KINDS,
  type MediaContents,
  type MediaKind,
} from "../media_kinds.ts";
import type { PlainMessage } from "../storage/message_store.ts";
import type { ChatEvent, EventButton } from "./event_log.ts";

export interface EventContext {
  readonly eventId: number;
  readonly replyTo: number | undefined;
  /** Returns the address from which the page loads a file. */
  readonly urlOf: (fileId: string) => string;
}

/** Maximum pixels of a thumbnail's longer side. */
const THUMBNAIL_SIDE = 320;

/** Returns the event that shows this message on the page, new or edited. Pure. */
export function eventOf(
  message: PlainMessage,
  { eventId, replyTo, urlOf }: EventContext,
): ChatEvent {
  const { reply_markup: keyboard, quote } = message;
  const text = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  return {
    id: eventId,
    from: message.from?.is_bot ? "bot" : "person",
    ...(text === undefined ? {} : { text }),
    ...(entities ? { entities } : {}),
    ...mediaFields(message, urlOf),
    ...(message.media_group_id ? { albumId: message.media_group_id } : {}),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(quote ? { quote: quote.text } : {}),
    ...(keyboard ? { buttons: buttonsOf(keyboard) } : {}),
    ...(eventId === message.message_id ? {} : { editOf: message.message_id }),
    at: new Date(message.date * 1000).toISOString(),
  };
}

type UrlOf = EventContext["urlOf"];

/** Functions that return the fields of the event, by kind of media. */
const FIELDS: {
  readonly [Kind in MediaKind]: (
    content: MediaContents[Kind],
    urlOf: UrlOf,
  ) => Partial<ChatEvent>;
} = {
  photo(sizes, urlOf) {
    const largest = sizes.at(-1);
    if (!largest) return {};
    const thumbnail =
      sizes.findLast(({ width, height }) =>
        Math.max(width, height) <= THUMBNAIL_SIDE
      ) ?? largest;
    return {
      photoUrl: urlOf(largest.file_id),
      thumbnailUrl: urlOf(thumbnail.file_id),
      width: largest.width,
      height: largest.height,
    };
  },
  document: ({ file_id, file_name, file_size, thumbnail }, urlOf) => ({
    documentUrl: urlOf(file_id),
    ...(thumbnail ? { thumbnailUrl: urlOf(thumbnail.file_id) } : {}),
    ...(file_name === undefined ? {} : { fileName: file_name }),
    ...(file_size === undefined ? {} : { fileSize: file_size }),
  }),
};

function mediaFields(message: Partial<MediaContents>, urlOf: UrlOf) {
  const fieldsOf = <Kind extends MediaKind>(kind: Kind) => {
    const content: MediaContents[Kind] | undefined = message[kind];
    return content === undefined ? {} : FIELDS[kind](content, urlOf);
  };
  return MEDIA_KINDS.reduce<Partial<ChatEvent>>(
    (fields, kind) => ({ ...fields, ...fieldsOf(kind) }),
    {},
  );
}

const buttonsOf = (
  { inline_keyboard }: InlineKeyboardMarkup,
): EventButton[][] =>
  inline_keyboard.map((row) =>
    row.map((button) => ({
      text: button.text,
      ...("callback_data" in button ? { data: button.callback_data } : {}),
      ...("url" in button ? { url: button.url } : {}),
    }))
  );
