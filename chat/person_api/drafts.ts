/**
 * The messages that a form of the person's asks for. Pure.
 *
 * @module
 */
import { findCommands } from "./bot_commands.ts";
import type { Draft } from "../conversation/messaging.ts";
import { lengthOf, type Limits } from "../limits.ts";
import { PersonError } from "./person_error.ts";
import type { PersonForm } from "./form.ts";
import { randomNumber } from "../storage/random_id.ts";

/**
 * A text, a file, a photo, or an album with the caption on its first photo.
 * A photo that went as a file stays in the album in its place.
 *
 * @param exists whether the chat has this message
 * @throws {PersonError} when there is nothing to send, or more than fits
 */
export function draftsOf(
  form: PersonForm,
  limits: Limits,
  exists: (messageId: number) => boolean,
): Draft[] {
  const { text, photos, documents } = form;
  if (photos.length > 0 && documents.length > 0) {
    throw new PersonError(
      400,
      "Photos and a file do not fit into one message. Please send them one after the other.",
    );
  }
  const media = [...photos, ...documents];
  if (media.length === 0 && text === "") {
    throw new PersonError(
      400,
      "This message is empty. Please write something or add a photo.",
    );
  }
  checkLength(text, media.length > 0, limits);
  const replyTo = readReplyTo(form.replyTo, exists);
  const words = { text, entities: findCommands(text) };
  if (media.length === 0) return [{ ...words, replyTo }];
  const albumId = media.length > 1 ? randomNumber() : undefined;
  return media.map((medium, index) => ({
    media: medium,
    albumId,
    replyTo,
    ...(index === 0 ? words : {}),
  }));
}

function checkLength(text: string, isCaption: boolean, limits: Limits): void {
  const [what, limit] = isCaption
    ? ["A caption", limits.caption]
    : ["A message", limits.text];
  const length = lengthOf(text);
  if (length > limit) {
    throw new PersonError(
      400,
      `${what} has at most ${limit} characters; this one has ${length}. Please shorten it.`,
    );
  }
}

function readReplyTo(
  replyTo: string | undefined,
  exists: (messageId: number) => boolean,
): number | undefined {
  if (replyTo === undefined) return undefined;
  if (/^\d{1,15}$/.test(replyTo) && exists(Number(replyTo))) {
    return Number(replyTo);
  }
  throw new PersonError(
    400,
    `There is no message ${replyTo} to reply to. Please reply to one that is in the chat.`,
  );
}
