/**
 * The answers that the bot has to give, and those that it gave. Pure.
 *
 * @module
 */
import { summarize } from "../../shared/detection_summary.ts";
import type { ChatEvent } from "../telegram/person.ts";
import type { Delivery } from "./telegram_recorder.ts";

/** Colours of the photos that are concatenated. */
export const COLOURS = ["red", "green", "blue"] as const;
export type Colour = typeof COLOURS[number];

/** The answer that a request has to get. */
export type AnswerShape =
  | {
    readonly type: "text";
    /** Text that the answer contains. */
    readonly includes?: string;
    readonly buttons?: true;
  }
  /** A photo captioned with the one object in it. */
  | { readonly type: "detection"; readonly object: string }
  | {
    readonly type: "pictures";
    readonly count: number;
    readonly size: readonly [width: number, height: number];
    /** Some pixels of a picture that photos were concatenated into. */
    readonly pixels?: readonly (readonly [x: number, y: number, Colour])[];
  };

/** An answer that has to arrive exactly once. No answer meets two expectations. */
export interface Expectation {
  /** Names the request in the report. */
  readonly request: string;
  /** The message that the answer replies to. The bot answers texts without a reply. */
  readonly replyTo?: number | undefined;
  readonly shape: AnswerShape;
}

/** The messages of one call of a bot: one message, or an album. */
export interface Answer {
  readonly events: readonly ChatEvent[];
  /** `undefined` where no bot was seen sending it. */
  readonly delivery: Delivery | undefined;
}

/** Groups the bot's messages into answers, oldest first, and adds which bot sent each. */
export function groupAnswers(
  events: readonly ChatEvent[],
  deliveries: readonly Delivery[],
): Answer[] {
  const sent = events.filter(({ from, editOf }) => from === "bot" && !editOf);
  const groups = Map.groupBy(sent, ({ albumId, id }) => albumId ?? id);
  const byMessage = new Map(
    deliveries.flatMap((each) => each.messageIds.map((id) => [id, each])),
  );
  return Array.from(
    groups.values(),
    (events) => ({ events, delivery: byMessage.get(events[0]?.id ?? 0) }),
  );
}

/** Tells whether an answer is the expected one. */
export function meets(
  { events }: Answer,
  { replyTo, shape }: Expectation,
): boolean {
  const { photoUrl, documentUrl, text, buttons } = events[0] ?? {};
  if (replyTo !== undefined && replyTo !== events[0]?.replyTo) return false;
  switch (shape.type) {
    case "text":
      return !photoUrl && !documentUrl && text !== undefined &&
        text.includes(shape.includes ?? "") && (!shape.buttons || !!buttons);
    case "detection":
      return photoUrl !== undefined && text === summarize([shape.object]);
    case "pictures":
      return events.length === shape.count &&
        events.every(({ photoUrl, text, width, height }) =>
          photoUrl !== undefined && text === undefined &&
          width === shape.size[0] && height === shape.size[1]
        );
  }
}
