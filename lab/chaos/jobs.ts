/**
 * Plans what other producers put on the queues: jobs, and poison, which no
 * service can handle. Pure.
 *
 * @module
 */
import { CHAT, PERSON } from "../../chat/conversation/identity.ts";
import type { SendOptions } from "../../shared/backend.ts";
import { NO_CHAT_ID } from "../../shared/contracts.ts";
import { drawFor } from "../random.ts";
import { type Sample, SAMPLES } from "./answers.ts";
import type { PlannedMessage } from "./messages.ts";

/** A job or poison. */
export interface PlannedJob {
  /** Names it in the report. */
  readonly name: string;
  readonly queue: "identify" | "results" | "updates";
  readonly sendOptions?: SendOptions;
  /** The index of the user's message after which it is sent. */
  readonly after: number;
  /** `true` if its answer replies to that message; others have no answer. */
  readonly isAnswered: boolean;
  /** Returns text, or something that is sent as JSON. @param replyTo the id of that message */
  readonly body: (replyTo: number) => unknown;
  /** The object that its record has to contain; poison has none. */
  readonly object?: Sample;
}

/** Part of the jobs whose answer the chat expects. */
const ANSWERED = 0.2;
/** Poison per job, in addition to one of each kind. */
const POISON_PER_JOB = 0.02;

/**
 * Plans jobs and poison. Their answers must not be mistaken for those to the
 * user's own messages, so they only reply to edits, each with at most one job
 * per sample and one poisonous message.
 */
export function planJobs(
  seed: number,
  count: number,
  messages: readonly PlannedMessage[],
): PlannedJob[] {
  const draw = drawFor(seed, "jobs");
  const anywhere = () => draw.between(0, messages.length - 1);
  const edits = [...messages.keys()]
    .filter((index) => messages[index]?.kind === "edit");
  const answered = edits.flatMap((after) =>
    SAMPLES.map((object) => ({ object, after, isAnswered: true }))
  );
  const planned = Array.from({ length: count }, (): PlannedJob => {
    const { object, after, isAnswered } =
      draw.chance(ANSWERED) && answered.shift() ||
      { object: draw.oneOf(SAMPLES), after: anywhere(), isAnswered: false };
    const chosen = { classes: [object], confidence: 0.26 };
    const options = draw.chance(0.5) ? chosen : {};
    const imgName = objectName(object);
    const body = (replyTo: number) =>
      isAnswered
        ? { chatId: `${CHAT.id}`, imgName, replyTo, ...options }
        : { chatId: NO_CHAT_ID, imgName, ...options };
    const name = `job, ${object}`;
    return { name, queue: "identify", after, isAnswered, body, object };
  });
  const total = POISON.length + Math.floor(count * POISON_PER_JOB);
  for (let number = 0; number < total; number++) {
    const [name, queue, body, special] = POISON.at(number % POISON.length) ??
      POISON[0];
    const isAnswered = special === "answered";
    const after = isAnswered ? edits.shift() : anywhere();
    if (after === undefined) continue;
    const group = special === "in the chat's group" ? CHAT.id : number;
    const fifo = { group: `${group}`, deduplicationId: `poison-${number}` };
    planned.push({
      name,
      queue,
      ...queue === "updates" && { sendOptions: fifo },
      after,
      isAnswered,
      body: (replyTo) => body(number, replyTo),
    });
  }
  return planned;
}

/** Returns the name of a sample's object in the object store. */
export const objectName = (sample: Sample) =>
  `chaos-${sample.replaceAll(" ", "-")}.jpg`;

// no two numbers make the same poison
const notJson = (number: number) => `poison ${number} {`;
const unknownShape = (number: number) => ({ kind: "poison", number });
const wrongShape = (number: number, replyTo: number) => (
  { chatId: `${CHAT.id}`, imgName: [number], replyTo }
);
function photoWithoutFile(number: number, message_id: number) {
  const file = `poison-${number}`;
  const photo = [{ file_id: file, file_unique_id: file, width: 1, height: 1 }];
  const sent = { message_id, date: 1, chat: CHAT, from: PERSON };
  // Telegram's update ids are far below
  const update_id = 9_000_000_000 + number;
  return { update_id, message: { ...sent, photo, caption: "blur" } };
}

/** Kinds of poison: name, queue, body, and what is special. */
const POISON = [
  ["job that is not JSON", "identify", notJson, ""],
  ["job of unknown shape", "identify", unknownShape, ""],
  ["job of wrong shape", "identify", wrongShape, "answered"],
  ["result that is not JSON", "results", notJson, ""],
  ["result of unknown shape", "results", unknownShape, ""],
  ["update that is not JSON", "updates", notJson, ""],
  ["update of unknown shape", "updates", unknownShape, ""],
  ["update before others", "updates", notJson, "in the chat's group"],
  ["update with a lost photo", "updates", photoWithoutFile, "answered"],
] as const;
export const POISON_NAMES = new Set<string>(POISON.map(([name]) => name));
