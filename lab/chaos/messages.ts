/**
 * Plans the messages that the user sends. Pure.
 *
 * @module
 */
import { drawFor } from "../random.ts";
import {
  type Colour,
  COLOURS,
  detectionOf,
  type ExpectedAnswer,
  type Sample,
} from "./answers.ts";

/** A sample picture, or a photo of one colour. */
export type PlannedPhoto =
  | Sample
  | readonly [width: number, height: number, Colour];

export interface PlannedMessage {
  readonly kind: string;
  /** The text or caption; may be empty. */
  readonly text: string;
  readonly photos: readonly PlannedPhoto[];
  readonly expected: ExpectedAnswer;
}

/** A message's photos of one colour each, which have the same size. */
interface Plain {
  readonly colours: readonly Colour[];
  readonly width: number;
  readonly height: number;
}

const upright = ({ colours, width, height }: Plain): ExpectedAnswer => (
  { photos: colours.length, size: [width, height] }
);
const turned = ({ colours, width, height }: Plain): ExpectedAnswer => (
  { photos: colours.length, size: [height, width] }
);
const row = ({ colours, width, height }: Plain): ExpectedAnswer => ({
  photos: 1,
  size: [width * colours.length, height],
  pixels: colours.map((colour, i) => [i * width + 9, 9, colour]),
});
const reversedRow = ({ colours, ...size }: Plain) =>
  row({ colours: colours.toReversed(), ...size });
const column = ({ colours, width, height }: Plain): ExpectedAnswer => ({
  photos: 1,
  size: [width, height * colours.length],
  pixels: colours.map((colour, i) => [9, i * height + 9, colour]),
});
const echo = (_: Plain, text: string): ExpectedAnswer => ({ text });
const text = (): ExpectedAnswer => ({});
const buttons = (): ExpectedAnswer => ({ buttons: true });
const cat = () => detectionOf("cat");
const person = () => detectionOf("person");

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
  ["no caption", "", 1, buttons],
  ["no caption", "", "album", buttons],
  ["unknown caption", "paint it red", 1, text],
  ["text", "message number # of chaos", 0, echo],
  ["text", "message # is not a caption", 0, echo],
] as const;
export const MESSAGE_KINDS = new Set<string>(MESSAGES.map(([kind]) => kind));

/** Returns a message without photos, which the bot repeats in its answer. */
export const textMessage = (text: string): PlannedMessage => (
  { kind: "text", text, photos: [], expected: { text } }
);

/** Returns how many updates a message makes: one per photo. */
export const updatesOf = ({ photos }: PlannedMessage): number =>
  Math.max(photos.length, 1);

/** Plans messages that make at least this many updates; at least one. */
export function planMessages(seed: number, updates: number): PlannedMessage[] {
  const draw = drawFor(seed, "messages");
  const messages: PlannedMessage[] = [];
  let planned = 0;
  do {
    const [kind, caption, photos, answer] = draw.oneOf(MESSAGES);
    const text = caption.replace("#", `${messages.length}`);
    const length = photos === "album"
      ? draw.between(2, 4)
      : Number(photos) || 0;
    const colours = Array.from({ length }, () => draw.oneOf(COLOURS));
    const [width, height] = [draw.between(30, 120), draw.between(30, 120)];
    const message: PlannedMessage = {
      kind,
      text,
      photos: photos === "cat" || photos === "person"
        ? [photos]
        : colours.map((colour) => [width, height, colour]),
      expected: answer({ colours, width, height }, text),
    };
    planned += updatesOf(message);
    messages.push(message);
  } while (planned < updates);
  return messages;
}
