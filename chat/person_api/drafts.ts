import type { Draft } from "../conversation/messaging.ts";
import { countCharacters, type Limits } from "../limits.ts";
import { MEDIA_KINDS } from "../media_kinds.ts";
import { randomNumber } from "../storage/random_id.ts";
import { findCommands } from "./bot_commands.ts";
import type { PersonForm } from "./form.ts";
import { PersonError } from "./person_error.ts";

/**
 * Converts the person's form to the messages to post: a text, a file, a photo,
 * or an album with the caption on its first photo. A photo that was stored as
 * a document keeps its position in the album. Pure.
 *
 * @param exists tells whether the chat has this message
 * @throws {PersonError} when there is nothing to send, or too much for one message
 */
export function draftsOf(
  form: PersonForm,
  limits: Limits,
  exists: (messageId: number) => boolean,
): Draft[] {
  const { text } = form;
  const used = MEDIA_KINDS.filter((kind) => form.media[kind].length > 0);
  if (used.length > 1) {
    throw new PersonError(
      400,
      "Photos and a file do not fit into one message. Please send them one after the other.",
    );
  }
  const media = used.flatMap((kind) => form.media[kind]);
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
  const [subject, limit] = isCaption
    ? ["A caption", limits.caption]
    : ["A message", limits.text];
  const length = countCharacters(text);
  if (length > limit) {
    throw new PersonError(
      400,
      `${subject} has at most ${limit} characters; this one has ${length}. Please shorten it.`,
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
