/**
 * The bot's sentences to users, except those about a wrong option, caption or
 * picture: these are next to the rules that they explain, in `actions/`,
 * `caption/` and `shared/pictures/`.
 *
 * @module
 */
import type { Action } from "./actions/action.ts";

type Described = Pick<Action<unknown>, "emoji" | "usage" | "summary">;

/** Returns the welcome text: what to send first, and all actions. */
export function welcome(actions: readonly Described[]): string {
  return [
    "Hello! Send me a photo, and say in its caption what to do with it:",
    "",
    ...actions.map(({ emoji, usage, summary }) =>
      `${emoji} ${usage} — ${summary}`
    ),
    "",
    "Join actions with commas: “rotate 90, blur 4”.",
    "A photo without a caption gets buttons. A reply to a picture, with an action as its text, works on that picture.",
    "Send a picture as a file, and it is worked on at full size.",
    "/history shows what I found in the last pictures.",
  ].join("\n");
}

/** Returns the answer to a command such as /blur that replies to no picture. */
export function howToUse(
  action: Described & { readonly examples: readonly string[] },
): string {
  return [
    `${action.emoji} ${action.usage} — ${action.summary}`,
    "",
    `Send a photo with the caption “${
      action.examples.at(-1)
    }”, or reply to a picture with it.`,
  ].join("\n");
}

export const echo = (text: string) => `Your original message: ${text}`;

export const CHOOSE_FOR_PHOTO = "What shall I do with this photo?";
export const chooseForAlbum = (count: number) =>
  `What shall I do with these ${count} photos?`;
export const chooseVariant = (name: string) => `How shall I ${name}?`;
export const BACK = "« Back";

export const NO_HISTORY =
  "I have not looked for anything here yet. Send me a photo with the caption “predict”, and /history will tell what I found.";

const UTC = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: "UTC",
});
/** Maximum number of kinds of objects that a line of the history names. */
const MAX_KINDS = 5;

/** Returns a line of the history: when objects were detected in a picture, and which. */
export function historyLine(time: Date, counts: readonly string[]): string {
  const named = counts.slice(0, MAX_KINDS).join(", ") || "nothing";
  const more = counts.length - MAX_KINDS;
  const rest = more > 0 ? ` and ${more} more kind${more > 1 ? "s" : ""}` : "";
  return `${UTC.format(time)} — ${named}${rest}`;
}

/** Returns a page of the history. */
export function historyPage(
  lines: readonly string[],
  page: number,
  pages: number,
): string {
  return [
    "What I found in the last pictures (times in UTC):",
    "",
    ...lines,
    ...pages > 1 ? ["", `Page ${page} of ${pages}`] : [],
  ].join("\n");
}

export const NEWER = "« Newer";
export const OLDER = "Older »";

export const NOT_A_PHOTO =
  "I work on photos. Please send one as a photo or as a file: a JPEG, PNG, WebP or GIF.";

export const PICTURE_GONE =
  "I no longer have the picture that belongs to this button. Please send it again.";

export const UNKNOWN_BUTTON =
  "This button is from an older version of me. Please send the picture again.";

export function tooLargeToDownload(bytes: number, limit: number): string {
  const mebibytes = (value: number) => (value / 1024 / 1024).toFixed(1);
  return `This file has ${mebibytes(bytes)} MB; I can take at most ${
    mebibytes(limit)
  } MB. Please send a smaller one.`;
}

export function tooManyPixelsTogether(megapixels: number, limit: number) {
  return `These pictures have ${
    Math.round(megapixels)
  } megapixels together; I can put together at most ${limit}. Please send them as photos, not as files.`;
}

export const RESULT_TOO_LARGE =
  "The result is too large to send. Please send a smaller picture.";

export const ANSWER_GONE = "(The marked picture has expired.)";

export const COULD_NOT_FINISH =
  "Sorry, I tried several times and could not finish this. Please send it again later.";
