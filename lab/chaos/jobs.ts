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
  readonly sendOptions: SendOptions;
  /** @param replyTo the id of the message that is answered */
  readonly body: (replyTo: number | undefined) => string;
  /** The object that its record has to contain; poison has none. */
  readonly object?: Sample;
  /** The index of the user's message that is answered, where one is. */
  readonly replyTo?: number | undefined;
}

/** Part of the jobs whose answer the chat expects. */
const ANSWERED = 0.2;
/** Poison per job, in addition to one of each kind. */
const POISON_PER_JOB = 0.02;

/**
 * Plans jobs with poison between them. Their answers must not be mistaken for
 * those to the user's own messages, so they only reply to edits, each with at
 * most one job per sample and one poisonous message.
 */
export function planJobs(
  seed: number,
  count: number,
  messages: readonly PlannedMessage[],
): PlannedJob[] {
  const draw = drawFor(seed, "jobs");
  const edits = [...messages.keys()].filter((index) =>
    messages[index]?.kind === "edit"
  );
  const answered = edits.flatMap((replyTo) =>
    SAMPLES.map((object) => ({ object, replyTo }))
  );
  const planned = Array.from({ length: count }, () => {
    const unanswered = { object: draw.oneOf(SAMPLES), replyTo: undefined };
    const next = draw.chance(ANSWERED) ? answered.shift() : undefined;
    return planJob(next ?? unanswered, draw.chance(0.5));
  });
  const total = POISON.length + Math.floor(count * POISON_PER_JOB);
  for (let number = 0; number < total; number++) {
    const [name, queue, body, special] = POISON.at(number % POISON.length) ??
      POISON[0];
    const replyTo = special === "answered" ? edits.shift() : undefined;
    if (special === "answered" && replyTo === undefined) continue;
    const group = special === "in the chat's group" ? CHAT.id : number;
    planned.splice(draw.between(0, planned.length), 0, {
      name,
      queue,
      sendOptions: queue === "updates"
        ? { group: `${group}`, deduplicationId: `poison-${number}` }
        : {},
      body: (replyTo) => body(number, replyTo),
      replyTo,
    });
  }
  return planned;
}

/** Returns the name of a sample's object in the object store. */
export const objectName = (sample: Sample) =>
  `chaos-${sample.replaceAll(" ", "-")}.jpg`;

const planJob = (
  { object, replyTo }: { object: Sample; replyTo: number | undefined },
  hasAllFields: boolean,
): PlannedJob => ({
  name: `job, ${object}`,
  queue: "identify",
  sendOptions: {},
  body: (replyTo) =>
    JSON.stringify({
      chatId: replyTo === undefined ? NO_CHAT_ID : `${CHAT.id}`,
      imgName: objectName(object),
      replyTo,
      ...hasAllFields ? { classes: [object], confidence: 0.26 } : {},
    }),
  object,
  replyTo,
});

/** Returns poison; no two numbers make the same. */
type Body = (number: number, replyTo: number | undefined) => string;

const notJson: Body = (number) => `poison ${number} {`;
const unknownShape: Body = (number) =>
  JSON.stringify({ kind: "poison", number });
const wrongShape: Body = (number, replyTo) =>
  JSON.stringify({ chatId: `${CHAT.id}`, imgName: [number], replyTo });
const photoWithoutFile: Body = (number, message_id) => {
  const file = `poison-${number}`;
  const photo = { file_id: file, file_unique_id: file, width: 1, height: 1 };
  return JSON.stringify({
    // Telegram's update ids are far below
    update_id: 9_000_000_000 + number,
    message: {
      message_id,
      date: 1,
      chat: CHAT,
      from: PERSON,
      photo: [photo],
      caption: "blur",
    },
  });
};

type Poison = readonly [
  name: string,
  queue: PlannedJob["queue"],
  body: Body,
  special?: "answered" | "in the chat's group",
];
/** Kinds of poison. */
const POISON: readonly [Poison, ...Poison[]] = [
  ["job that is not JSON", "identify", notJson],
  ["job of unknown shape", "identify", unknownShape],
  ["job of wrong shape", "identify", wrongShape, "answered"],
  ["result that is not JSON", "results", notJson],
  ["result of unknown shape", "results", unknownShape],
  ["update that is not JSON", "updates", notJson],
  ["update of unknown shape", "updates", unknownShape],
  ["update before others", "updates", notJson, "in the chat's group"],
  ["update with a lost photo", "updates", photoWithoutFile, "answered"],
];
export const POISON_NAMES = POISON.map(([name]) => name);
