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

/** What a message's answer depends on. */
interface Sent {
  readonly text: string;
  readonly colours: readonly Colour[];
  readonly width: number;
  readonly height: number;
}
type Answer = (sent: Sent) => AnswerShape;

const text: Answer = () => ({ type: "text" });
const echo: Answer = ({ text }) => ({ type: "text", includes: text });
const buttons: Answer = () => ({ type: "text", buttons: true });
const detection = (object: Sample): Answer => () => ({
  type: "detection",
  object,
});
const upright: Answer = ({ colours: { length: count }, width, height }) => ({
  type: "pictures",
  count,
  size: [width, height],
});
const turned: Answer = ({ width, height, ...sent }) =>
  upright({ ...sent, width: height, height: width });
const row: Answer = ({ colours, width, height }) => ({
  type: "pictures",
  count: 1,
  size: [width * colours.length, height],
  parts: { direction: "horizontal", colours },
});
const reversedRow: Answer = ({ colours, ...sent }) =>
  row({ ...sent, colours: colours.toReversed() });
const column: Answer = ({ colours, width, height }) => ({
  type: "pictures",
  count: 1,
  size: [width, height * colours.length],
  parts: { direction: "vertical", colours },
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
  ["predict", "predict", "cat", detection("cat")],
  ["predict", "predict", "cat", detection("cat")],
  ["predict", "predict", "person", detection("person")],
  ["predict", "predict", "person", detection("person")],
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
    answer: answer({ text: text ?? "", colours, width, height }),
  };
}
