/**
 * The answers that the bot has to give, and those that it gave. Pure.
 *
 * @module
 */
import { summarize } from "../../shared/detection_summary.ts";
import type { ChatEvent } from "../telegram/person.ts";

/** Photographs, each named after the one object in it. */
export const SAMPLES = ["cat", "person", "dining table"] as const;
export type Sample = typeof SAMPLES[number];

/** Colours of the photos that are concatenated. */
export const COLOURS = ["red", "green", "blue"] as const;
export type Colour = typeof COLOURS[number];

export interface ExpectedAnswer {
  /** Number of photos. @default 0 */
  readonly photos?: number;
  /** The caption of each photo; without photos, a part of the text. */
  readonly text?: string;
  readonly buttons?: true;
  /** Size of each photo in pixels. */
  readonly size?: readonly [width: number, height: number];
  /** Some pixels of a picture that photos were concatenated into. */
  readonly pixels?: readonly (readonly [x: number, y: number, Colour])[];
}

/** An answer that has to arrive exactly once. No answer meets two expectations. */
export interface Expectation extends ExpectedAnswer {
  /** Names the request in the report. */
  readonly request: string;
  /** The message that the answer replies to. The bot answers texts without a reply. */
  readonly replyTo?: number | undefined;
}

/** Returns the answer to a picture with one object in it. */
export const detectionOf = (object: Sample): ExpectedAnswer => (
  { photos: 1, text: summarize([object]) }
);

/** The messages of one call of a bot: one message, or an album. */
export type Answer = readonly ChatEvent[];

/** Groups the bot's messages into answers, oldest first. */
export function groupAnswers(events: readonly ChatEvent[]): Answer[] {
  const sent = events.filter(({ from, editOf }) => from === "bot" && !editOf);
  return [...Map.groupBy(sent, ({ albumId, id }) => albumId ?? id).values()];
}

/** Tells whether an answer is the expected one. */
export const meets = (
  answer: Answer,
  { replyTo, photos = 0, text, buttons, size }: Expectation,
): boolean =>
  answer.length === Math.max(photos, 1) &&
  (replyTo === undefined || replyTo === answer[0]?.replyTo) &&
  answer.every((event) =>
    !!event.photoUrl === photos > 0 && !event.documentUrl &&
    (photos ? event.text === text : event.text?.includes(text ?? "")) &&
    (!buttons || event.buttons) &&
    (!size || event.width === size[0] && event.height === size[1])
  );
