/**
 * Compares what was sent with what was answered, recorded and dead-lettered.
 * Pure.
 *
 * @module
 */
import type { ChatEvent } from "../telegram/person.ts";
import {
  type Answer,
  type Expectation,
  groupAnswers,
  meets,
} from "./answers.ts";
import type { Kill } from "./kills.ts";
import type { Delivery } from "./telegram_recorder.ts";

/** A message on a queue or on its dead-letter queue. */
export interface Letter {
  readonly queue: string;
  readonly body: string;
}

/** Everything that was sent, seen and done so far. */
export const emptyLedger = () => ({
  /** Ids of the user's messages. */
  messages: [] as number[],
  /** The object in each job's picture, by the message's id, which is the key of the record. */
  jobs: new Map<string, string>(),
  poison: [] as Letter[],
  expectations: [] as Expectation[],
  events: [] as ChatEvent[],
  deliveries: [] as Delivery[],
  kills: [] as Kill[],
});
export type Ledger = ReturnType<typeof emptyLedger>;

/** Returns the requests that have no answer yet. */
export function unanswered(ledger: Ledger): Expectation[] {
  const answers = groupAnswers(ledger.events, ledger.deliveries);
  return ledger.expectations.filter((expectation) =>
    !answers.some((answer) => meets(answer, expectation))
  );
}

/** What is left when the queues are empty. */
export interface Remains {
  /** Classes in the record of each job, by the job's id. */
  readonly records: ReadonlyMap<string, readonly string[]>;
  readonly deadLetters: readonly Letter[];
}

/** Descriptions of what was wrong, or allowed but worth knowing. */
export interface Account {
  /** Requests without an answer, and jobs without their record. */
  readonly lost: string[];
  /** Requests that were answered again without an allowed reason. */
  readonly repeated: string[];
  /** Answers that nothing asked for. */
  readonly unexpected: string[];
  /** Poison that was not dead-lettered. */
  readonly missing: string[];
  /** Dead letters that are not poison. */
  readonly extra: string[];
  /**
   * Second answers that the design allows: the process that sent the first
   * was killed after Telegram accepted it and before it could record that.
   */
  readonly allowed: string[];
  /** Number of dead letters that are there twice: a kill between sending and deleting does that. */
  readonly duplicates: number;
}

/** Draws up the account. */
export function account(
  ledger: Ledger,
  { records, deadLetters }: Remains,
): Account {
  const answers = groupAnswers(ledger.events, ledger.deliveries);
  const lost: string[] = [];
  const repeated: string[] = [];
  const allowed: string[] = [];
  const expected = new Set<Answer>();
  for (const expectation of ledger.expectations) {
    const { request } = expectation;
    const found = answers.filter((answer) => meets(answer, expectation));
    if (found.length === 0) lost.push(request);
    for (const [index, answer] of found.entries()) {
      expected.add(answer);
      const next = found[index + 1];
      const reason = next && explainRepeat(answer, next, ledger.kills);
      if (reason) allowed.push(`${request}: ${reason}`);
      else if (next) repeated.push(request);
    }
  }
  for (const [id, object] of ledger.jobs) {
    const found = records.get(id);
    if (found?.join() === object) continue;
    lost.push(
      `job ${id}, ${object}: ${found ? `found ${found}` : "no record"}`,
    );
  }
  const sent = new Set(ledger.poison.map(describeLetter));
  const dead = new Set(deadLetters.map(describeLetter));
  return {
    lost,
    repeated,
    unexpected: answers.filter((answer) => !expected.has(answer))
      .map(describeAnswer),
    missing: [...sent.difference(dead)],
    extra: [...dead.difference(sent)],
    allowed,
    duplicates: deadLetters.length - dead.size,
  };
}

/** Tells whether nothing was lost, repeated or misplaced. */
export const isClean = (
  { lost, repeated, unexpected, missing, extra }: Account,
): boolean => [lost, repeated, unexpected, missing, extra].flat().length === 0;

/** Milliseconds within which a bot has recorded its answer: a later kill does not explain a second one. */
const RECORDING_TIME = 9_000;
/** Milliseconds after a kill in which something that the process sent may still be read; the next process of that name starts later. */
const TRANSIT_TIME = 400;

/** Finds the kill that explains why there is another answer after this one. */
function explainRepeat(
  { delivery: first }: Answer,
  { delivery: second }: Answer,
  kills: readonly Kill[],
): string | undefined {
  if (!first || !second) return undefined;
  const { service, sentAt, acceptedAt } = first;
  const kill = kills.find((kill) =>
    kill.service === service && kill.at > sentAt - TRANSIT_TIME
  );
  if (!kill || kill.at > acceptedAt + RECORDING_TIME) return undefined;
  if (second.sentAt < kill.at) return undefined;
  return `${service} was killed ${
    kill.at - acceptedAt
  } ms after the chat page accepted the first answer`;
}

const describeAnswer = ({ events: [event] }: Answer) =>
  `${event?.photoUrl ? "a photo " : ""}“${event?.text ?? ""}” in reply to ${
    event?.replyTo ?? "nothing"
  }`;

const describeLetter = ({ queue, body }: Letter) => `${queue}: ${body}`;
