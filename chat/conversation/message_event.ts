/**
 * A message as the page shows it. Pure.
 *
 * @module
 */
import type { Document, InlineKeyboardMarkup, PhotoSize } from "grammy/types";
import type { ChatEvent, EventButton } from "./event_log.ts";
import type { PlainMessage } from "../storage/message_store.ts";

export interface EventContext {
  readonly eventId: number;
  readonly replyTo: number | undefined;
  /** The address that the page loads a file from. */
  readonly urlOf: (fileId: string) => string;
}

/** The event that shows this message, new or edited. */
export function eventOf(
  message: PlainMessage,
  { eventId, replyTo, urlOf }: EventContext,
): ChatEvent {
  const { photo, document, reply_markup: keyboard, quote } = message;
  const text = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  return {
    id: eventId,
    from: message.from?.is_bot ? "bot" : "person",
    ...(text === undefined ? {} : { text }),
    ...(entities ? { entities } : {}),
    ...(photo ? aboutPhoto(photo, urlOf) : {}),
    ...(document ? aboutDocument(document, urlOf) : {}),
    ...(message.media_group_id ? { albumId: message.media_group_id } : {}),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(quote ? { quote: quote.text } : {}),
    ...(keyboard ? { buttons: buttonsOf(keyboard) } : {}),
    ...(eventId === message.message_id ? {} : { editOf: message.message_id }),
    at: new Date(message.date * 1000).toISOString(),
  };
}

function aboutPhoto(
  sizes: readonly PhotoSize[],
  urlOf: EventContext["urlOf"],
): Partial<ChatEvent> {
  const largest = sizes.at(-1);
  if (!largest) return {};
  const thumbnail =
    sizes.findLast((size) => Math.max(size.width, size.height) <= 320) ??
      largest;
  return {
    photoUrl: urlOf(largest.file_id),
    thumbnailUrl: urlOf(thumbnail.file_id),
    width: largest.width,
    height: largest.height,
  };
}

function aboutDocument(
  document: Document,
  urlOf: EventContext["urlOf"],
): Partial<ChatEvent> {
  const { file_name, file_size, thumbnail } = document;
  return {
    documentUrl: urlOf(document.file_id),
    ...(thumbnail ? { thumbnailUrl: urlOf(thumbnail.file_id) } : {}),
    ...(file_name === undefined ? {} : { fileName: file_name }),
    ...(file_size === undefined ? {} : { fileSize: file_size }),
  };
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
