/**
 * Plans what other producers put on the queues during chaos: jobs, and
 * poison, which no service can handle. Pure.
 *
 * @module
 */
import { NO_CHAT_ID } from "../../shared/contracts.ts";
import { drawFor } from "../random.ts";
import type { AnswerShape } from "./answers.ts";
import { type PlannedMessage, type Sample, SAMPLES } from "./messages.ts";

/** The user's chat, and the message of it that is answered. */
export interface Recipient {
  readonly chatId: number;
  readonly replyTo: number | undefined;
}

/** A message to be put on a queue. */
export interface PlannedJob {
  /** Names it in the report. */
  readonly name: string;
  readonly queue: "identify" | "results" | "updates";
  /** Whether its FIFO group is that of the user's chat. */
  readonly isInChatGroup?: boolean;
  readonly body: (recipient: Recipient) => string;
  /** The object that its record has to contain; poison has none. */
  readonly object?: Sample;
  /** The index of the user's message that is answered, where one is. */
  readonly replyTo?: number | undefined;
  /** The answer to that message. */
  readonly answer: AnswerShape;
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
  const edits = messages.flatMap(({ kind }, index) =>
    kind === "edit" ? [index] : []
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
    const poison = planPoison(number, edits);
    planned.splice(draw.between(0, planned.length), 0, poison);
  }
  return planned;
}

/** Returns the name of a sample's object in the object store. */
export const objectName = (sample: Sample) =>
  `chaos-${sample.replaceAll(" ", "-")}.jpg`;

const planJob = (
  { object, replyTo }: { object: Sample; replyTo: number | undefined },
  isFull: boolean,
): PlannedJob => ({
  name: `job, ${object}`,
  queue: "identify",
  body: ({ chatId, replyTo }) =>
    JSON.stringify({
      chatId: replyTo === undefined ? NO_CHAT_ID : `${chatId}`,
      imgName: objectName(object),
      replyTo,
      ...isFull ? { classes: [object], confidence: 0.26 } : {},
    }),
  object,
  replyTo,
  answer: { type: "detection", object },
});

type Body = (number: number, recipient: Recipient) => string;

const notJson: Body = (number) => `poison ${number} {`;
const unknownShape: Body = (number) =>
  JSON.stringify({ kind: "poison", number });
const answeredJob: Body = (number, { chatId, replyTo }) =>
  JSON.stringify({ chatId: `${chatId}`, imgName: [number], replyTo });

/** Telegram's update ids are far below. */
const FIRST_UPDATE_ID = 9_000_000_000;

function photoWithoutFile(number: number, recipient: Recipient): string {
  const { chatId: id, replyTo } = recipient;
  const file = `poison-${number}`;
  return JSON.stringify({
    update_id: FIRST_UPDATE_ID + number,
    message: {
      message_id: replyTo,
      date: 1,
      chat: { id, type: "private", first_name: "You" },
      from: { id, is_bot: false, first_name: "You" },
      photo: [{ file_id: file, file_unique_id: file, width: 1, height: 1 }],
      caption: "blur",
    },
  });
}

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
  ["job of wrong shape", "identify", answeredJob, "answered"],
  ["result that is not JSON", "results", notJson],
  ["result of unknown shape", "results", unknownShape],
  ["update that is not JSON", "updates", notJson],
  ["update of unknown shape", "updates", unknownShape],
  ["update before others", "updates", notJson, "in the chat's group"],
  ["update with a lost photo", "updates", photoWithoutFile, "answered"],
];
export const POISON_NAMES = POISON.map(([name]) => name);

/** Plans one poisonous message. One that is answered replies to the next edit, if there is one. */
function planPoison(number: number, edits: number[]): PlannedJob {
  const [first, ...others] = POISON;
  let kind = [first, ...others][number % POISON.length] ?? first;
  const replyTo = kind[3] === "answered" ? edits.shift() : undefined;
  if (kind[3] === "answered" && replyTo === undefined) kind = first;
  const [name, queue, body, special] = kind;
  return {
    name,
    queue,
    isInChatGroup: special === "in the chat's group",
    body: (recipient) => body(number, recipient),
    replyTo,
    answer: { type: "text" },
  };
}
