/**
 * Plans the messages that the user sends during chaos. Pure.
 *
 * @module
 */
import { type Draw, drawFor } from "../random.ts";
import { type AnswerShape, type Colour, COLOURS } from "./answers.ts";

/** Photographs, each named after the one object in it. */
export const SAMPLES = ["cat", "person", "dining table"] as const;
export type Sample = typeof SAMPLES[number];

/** A photo of one colour; width and height in pixels. */
export interface PlainPhoto {
  readonly colour: Colour;
  readonly width: number;
  readonly height: number;
}

/** A message of the user, and the answer it has to get. */
export interface PlannedMessage {
  readonly kind: string;
  readonly text?: string | undefined;
  readonly photos: readonly (PlainPhoto | Sample)[];
  readonly answer: AnswerShape;
}

/** Returns the answer to a caption with photos of one size, in pixels. */
type Answer = (
  text: string,
  colours: readonly Colour[],
  width: number,
  height: number,
) => AnswerShape;

const text: Answer = () => ({ type: "text" });
const echo: Answer = (text) => ({ type: "text", includes: text });
const buttons: Answer = () => ({ type: "text", buttons: true });
const cat: Answer = () => ({ type: "detection", object: "cat" });
const person: Answer = () => ({ type: "detection", object: "person" });
const upright: Answer = (_, { length: count }, width, height) => (
  { type: "pictures", count, size: [width, height] }
);
const turned: Answer = (text, colours, width, height) =>
  upright(text, colours, height, width);
const row: Answer = (_, colours, width, height) => ({
  type: "pictures",
  count: 1,
  size: [width * colours.length, height],
  pixels: colours.map((colour, i) => [i * width + 9, 9, colour]),
});
const reversedRow: Answer = (text, colours, width, height) =>
  row(text, colours.toReversed(), width, height);
const column: Answer = (_, colours, width, height) => ({
  type: "pictures",
  count: 1,
  size: [width, height * colours.length],
  pixels: colours.map((colour, i) => [9, i * height + 9, colour]),
});

/**
 * All messages: kind, caption, photos, and the answer. A kind is drawn as often
 * as it is listed here; "#" stands for the message's index.
 */
const MESSAGES = [
  ["edit", "rotate", 1, turned],
  ["edit", "rotate 180", 1, upright],
  ["edit", "blur 3", 1, upright],
  ["edit", "contour", 1, upright],
  ["edit", "segment 90", 1, upright],
  ["edit", "salt and pepper 0.1", 1, upright],
  ["edit", "rotate 90, blur 3", 1, turned],
  ["edit", "blur 2, contour, rotate anti-clockwise 270", 1, turned],
  ["edit", "rotate, rotate", 1, upright],
  ["predict", "predict", "cat", cat],
  ["predict", "predict", "cat", cat],
  ["predict", "predict", "person", person],
  ["predict", "predict", "person", person],
  ["concat", "concat", "album", row],
  ["concat", "concat", "album", row],
  ["concat", "concat left-to-right", "album", reversedRow],
  ["concat", "concat vertical", "album", column],
  ["edited album", "rotate", "album", turned],
  ["no caption", undefined, 1, buttons],
  ["no caption", undefined, "album", buttons],
  ["unknown caption", "paint it red", 1, text],
  ["text", "message number # of chaos", 0, echo],
  ["text", "message # is not a caption", 0, echo],
] as const;
type Definition = typeof MESSAGES[number];

export const MESSAGE_KINDS = new Set<string>(MESSAGES.map(([kind]) => kind));

/** The first message: its answer tells the chat's id. */
const FIRST: Definition = ["text", "message number # of chaos", 0, echo];

/** Returns how many updates a message makes: one per photo. */
export const updatesOf = ({ photos }: PlannedMessage): number =>
  Math.max(photos.length, 1);

/** Plans messages that make at least this many updates. */
export function planMessages(seed: number, updates: number): PlannedMessage[] {
  const draw = drawFor(seed, "messages");
  const messages = [planMessage(draw, FIRST, 0)];
  for (let planned = 1; planned < updates;) {
    const message = planMessage(draw, draw.oneOf(MESSAGES), messages.length);
    planned += updatesOf(message);
    messages.push(message);
  }
  return messages;
}

function planMessage(
  draw: Draw,
  [kind, caption, photos, answer]: Definition,
  index: number,
): PlannedMessage {
  const text = caption?.replace("#", `${index}`);
  const length = photos === "album" ? draw.between(2, 4) : Number(photos) || 0;
  const colours = Array.from({ length }, () => draw.oneOf(COLOURS));
  const [width, height] = [draw.between(30, 120), draw.between(30, 120)];
  return {
    kind,
    text,
    photos: photos === "cat" || photos === "person"
      ? [photos]
      : colours.map((colour) => ({ colour, width, height })),
    answer: answer(text ?? "", colours, width, height),
  };
}
