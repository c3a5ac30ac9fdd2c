/**
 * What a person sends during chaos, from the seed. Pure.
 *
 * @module
 */
import { type Draw, drawFor } from "./draw.ts";
import {
  type Colour,
  COLOURS,
  type PictureName,
  type PlainPhoto,
} from "./pictures.ts";

/** A message of a person's, and what its answer has to be. */
export type PlannedMessage =
  /** A photo to be edited: answered with a picture of this size. */
  | {
    readonly kind: "edit";
    readonly text: string;
    readonly photo: PlainPhoto;
    readonly size: readonly [width: number, height: number];
  }
  /** A photo to find objects in. */
  | {
    readonly kind: "predict";
    readonly text: string;
    readonly picture: PictureName;
  }
  /** An album to be joined: answered with one picture of these colours, first to last. */
  | {
    readonly kind: "joined";
    readonly text: string;
    readonly photos: readonly PlainPhoto[];
    readonly direction: "horizontal" | "vertical";
    readonly colours: readonly Colour[];
  }
  /** An album whose photos are edited, each by itself: answered with an album. */
  | {
    readonly kind: "album";
    readonly text: string;
    readonly photos: readonly PlainPhoto[];
    readonly size: readonly [width: number, height: number];
  }
  /** Photos without a caption: answered with buttons. */
  | { readonly kind: "choices"; readonly photos: readonly PlainPhoto[] }
  /** A caption that nobody understands: answered with words. */
  | {
    readonly kind: "mistake";
    readonly text: string;
    readonly photo: PlainPhoto;
  }
  /** Answered with words that have it in them. */
  | { readonly kind: "text"; readonly text: string };

/** How many updates a message makes: one a photo. */
export const updatesOf = (message: PlannedMessage): number =>
  "photos" in message ? message.photos.length : 1;

type Kind = PlannedMessage["kind"];

const KINDS: readonly [Kind, ...Kind[]] = [
  "edit",
  ...Array<Kind>(6).fill("edit"),
  ...Array<Kind>(4).fill("predict"),
  ...Array<Kind>(4).fill("joined"),
  "album",
  "choices",
  "mistake",
  ...Array<Kind>(2).fill("text"),
];

/** Edits, and whether they lay the picture on its side. */
const EDITS = [
  ["rotate", true],
  ["rotate 180", false],
  ["blur 3", false],
  ["contour", false],
  ["segment 90", false],
  ["salt and pepper 0.1", false],
  ["rotate 90, blur 3", true],
  ["blur 2, contour, rotate anti-clockwise 270", true],
  ["rotate, rotate", false],
] as const;

const CONCATS = [
  ["concat", "horizontal", true],
  ["concat left-to-right", "horizontal", false],
  ["concat vertical", "vertical", true],
] as const;

/** Plans messages that make at least this many updates. */
export function planMessages(seed: number, updates: number): PlannedMessage[] {
  const draw = drawFor(seed, "messages");
  // the first answer tells which chat it is
  const messages = [planOne(draw, "text", 0)];
  let planned = 1;
  while (planned < updates) {
    const message = planOne(draw, draw.oneOf(KINDS), messages.length);
    planned += updatesOf(message);
    messages.push(message);
  }
  return messages;
}

function planOne(draw: Draw, kind: Kind, index: number): PlannedMessage {
  const plain = (colour: Colour): PlainPhoto => ({
    colour,
    width: 60,
    height: 40,
  });
  const photo = () => plain(draw.oneOf(COLOURS));
  const album = () => Array.from({ length: draw.between(2, 4) }, photo);
  switch (kind) {
    case "edit": {
      const [text, turned] = draw.oneOf(EDITS);
      const width = draw.between(30, 120);
      const height = draw.between(30, 120);
      const size = turned ? [height, width] as const : [width, height] as const;
      return { kind, text, photo: { ...photo(), width, height }, size };
    }
    case "predict":
      return {
        kind,
        text: "predict",
        picture: draw.oneOf(["cat", "person"]),
      };
    case "joined": {
      const [text, direction, inOrder] = draw.oneOf(CONCATS);
      const photos = album();
      const colours = photos.map(({ colour }) => colour);
      if (!inOrder) colours.reverse();
      return { kind, text, photos, direction, colours };
    }
    case "album":
      return { kind, text: "rotate", photos: album(), size: [40, 60] };
    case "choices":
      return {
        kind,
        photos: draw.happens(0.5) ? [photo()] : album(),
      };
    case "mistake":
      return { kind, text: `paint it ${draw.oneOf(COLOURS)}`, photo: photo() };
    case "text":
      return { kind, text: `message number ${index} of chaos` };
  }
}
