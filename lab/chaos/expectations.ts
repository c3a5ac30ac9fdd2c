/**
 * The answer that each message, job and poison has to get. Pure.
 *
 * @module
 */
import { summarize } from "../../shared/summary.ts";
import type { ChatEvent } from "../telegram/person.ts";
import type { Answer } from "./answers.ts";
import type { PlannedMessage } from "./messages.ts";
import type { PictureName } from "./pictures.ts";

/** An answer that has to come, once. */
export interface Expectation {
  /** What was asked, for the report. */
  readonly what: string;
  /** The message that the answer replies to; a plain text is answered without. */
  readonly replyTo?: number;
  /** Whether this is the answer; no answer fits two expectations. */
  fits(answer: Answer): boolean;
}

/** What a message of a person's has to be answered with. */
export function expectAnswer(
  message: PlannedMessage,
  id: number,
): Expectation {
  const { kind } = message;
  const caption = "text" in message ? `“${message.text}”` : "no caption";
  const what = `${kind} ${id}, ${caption}`;
  if (kind === "text") {
    const fits = ({ events: [event] }: Answer) =>
      isWords(event) && event.text?.includes(message.text) === true;
    return { what, fits };
  }
  const expect = (fits: (answer: Answer) => boolean) => ({
    what,
    replyTo: id,
    fits: (answer: Answer) => answer.events[0].replyTo === id && fits(answer),
  });
  switch (kind) {
    case "edit":
      return expect((answer) => arePictures(answer, 1, message.size));
    case "predict":
      return expect((answer) => shows(answer, message.picture));
    case "joined":
      return expect((answer) => arePictures(answer, 1, sizeOf(message)));
    case "album":
      return expect((answer) =>
        arePictures(answer, message.photos.length, message.size)
      );
    case "choices":
      return expect(({ events: [event] }) =>
        isWords(event) && event.buttons !== undefined
      );
    case "mistake":
      return expect(({ events: [event] }) => isWords(event));
  }
}

/** What a job of the chat has to be answered with. */
export const expectPrediction = (
  what: string,
  replyTo: number,
  picture: PictureName,
): Expectation => ({
  what,
  replyTo,
  fits: (answer) =>
    answer.events[0].replyTo === replyTo && shows(answer, picture),
});

/** The word to a person that something could not be done. */
export const expectApology = (
  what: string,
  replyTo: number,
): Expectation => ({
  what,
  replyTo,
  fits: ({ events: [event] }) => event.replyTo === replyTo && isWords(event),
});

const isWords = ({ photoUrl, documentUrl, text }: ChatEvent) =>
  !photoUrl && !documentUrl && text !== undefined;

const shows = ({ events: [event] }: Answer, picture: PictureName) =>
  event.photoUrl !== undefined && event.text === summarize([picture]);

const arePictures = (
  { events }: Answer,
  count: number,
  [width, height]: readonly [number, number],
) =>
  events.length === count &&
  events.every((event) =>
    event.photoUrl !== undefined && event.text === undefined &&
    event.width === width && event.height === height
  );

/** The size of photos of one size, joined. */
function sizeOf(
  { photos, direction }: Extract<PlannedMessage, { kind: "joined" }>,
): readonly [number, number] {
  const [{ width, height } = { width: 0, height: 0 }] = photos;
  return direction === "horizontal"
    ? [width * photos.length, height]
    : [width, height * photos.length];
}
