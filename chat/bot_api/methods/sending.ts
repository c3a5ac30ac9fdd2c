/**
 * sendMessage, sendPhoto, sendDocument, sendMediaGroup, sendChatAction.
 *
 * @module
 */
import { z } from "zod";
import { ensure } from "../bot_api_error.ts";
import { isMediaKind, type MediaKind } from "../../media_kinds.ts";
import { randomNumber } from "../../storage/random_id.ts";
import { checkParameters, json, text } from "../parameters.ts";
import {
  captionParameters,
  formatCaption,
  formatText,
  textParameters,
} from "../text/formatting.ts";
import { addressing, checkChat, readAddress } from "./addressing.ts";
import { readInputFile } from "./input_file.ts";
import type { Call, Method } from "./method.ts";
import { keyboardOf, replyMarkup } from "./reply_markup.ts";

const SendMessage = z.object({
  ...addressing,
  ...textParameters,
  reply_markup: replyMarkup,
});

export const sendMessage: Method = ({ chat, parameters }) => {
  const given = checkParameters(SendMessage, parameters);
  const address = readAddress(chat, given);
  const formatted = formatText(given, chat.limits.text, "message is too long");
  ensure(formatted.text !== "", "message text is empty");
  const keyboard = keyboardOf(given.reply_markup);
  const [message] = chat.messaging.postAsBot([
    { ...address, ...formatted, keyboard },
  ]);
  return { result: message };
};

const SendMedia = z.object({
  ...addressing,
  ...captionParameters,
  reply_markup: replyMarkup,
});

const sendMedia = (kind: MediaKind): Method => async ({ chat, parameters }) => {
  const given = checkParameters(SendMedia, parameters);
  const address = readAddress(chat, given);
  const formatted = formatCaption(given, chat.limits.caption);
  const keyboard = keyboardOf(given.reply_markup);
  const { values, files } = parameters;
  // A file uploaded under the parameter's own name leaves its value empty.
  const value = values.get(kind) || (files.has(kind) ? kind : "");
  const media = await readInputFile(chat, kind, value, files);
  const [message] = chat.messaging.postAsBot([
    { ...address, ...formatted, media, keyboard },
  ]);
  return { result: message };
};

/** The method that sends each kind of media. */
export const SEND_MEDIA: Readonly<
  Record<`send${Capitalize<MediaKind>}`, Method>
> = {
  sendPhoto: sendMedia("photo"),
  sendDocument: sendMedia("document"),
};

const SendMediaGroup = z.object({
  ...addressing,
  media: json(
    z.array(z.looseObject({
      type: z.string(),
      media: z.string(),
      ...captionParameters,
    })),
    "can't parse media JSON object",
  ),
});

export const sendMediaGroup: Method = async ({ chat, parameters }) => {
  const given = checkParameters(SendMediaGroup, parameters);
  const address = readAddress(chat, given);
  const items = given.media ?? [];
  ensure(items.length >= 2, "Too few messages to send as an album");
  ensure(
    items.length <= chat.limits.albumSize,
    "Too many messages to send as an album",
  );
  const captions = items.map((item) =>
    formatCaption(item, chat.limits.caption)
  );
  const kinds = kindsOfAlbum(items.map(({ type }) => type));
  const media = [];
  for (const [index, kind] of kinds.entries()) {
    const value = items[index]?.media ?? "";
    media.push(await readInputFile(chat, kind, value, parameters.files));
  }
  const albumId = randomNumber();
  const posted = chat.messaging.postAsBot(
    media.map((medium, index) => ({
      ...address,
      ...captions[index],
      media: medium,
      albumId,
    })),
  );
  return { result: posted };
};

/** The kinds of media that an album may contain, by the kind of its first message. */
const ALBUM_KINDS: Readonly<Record<MediaKind, readonly MediaKind[]>> = {
  photo: ["photo"],
  document: ["document"],
};

function kindsOfAlbum(types: readonly string[]): MediaKind[] {
  const kinds: MediaKind[] = [];
  for (const type of types) {
    ensure(
      isMediaKind(type),
      `can't parse InputMedia: type ${type} is not supported by this server`,
    );
    const [first = type] = kinds;
    ensure(
      ALBUM_KINDS[first].includes(type),
      `${first} can't be mixed with other media types`,
    );
    kinds.push(type);
  }
  return kinds;
}

const CHAT_ACTIONS = new Set([
  ...["typing", "upload_photo", "upload_document", "choose_sticker"],
  ...["record_video", "upload_video", "record_voice", "upload_voice"],
  ...["record_video_note", "upload_video_note", "find_location"],
]);

const SendChatAction = z.object({ chat_id: text, action: text });

export const sendChatAction = ({ chat, parameters }: Call) => {
  const { chat_id, action } = checkParameters(SendChatAction, parameters);
  checkChat(chat_id);
  ensure(CHAT_ACTIONS.has(action), "wrong parameter action in request");
  chat.events.broadcast({ name: "typing", data: { action } });
  return { result: true };
};
