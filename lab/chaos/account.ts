/**
 * Compares what was sent with what was answered, recorded and dead-lettered.
 * Pure.
 *
 * @module
 */
import type { Prediction } from "../../shared/contracts.ts";
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

/** Records and dead letters at the end of a run. */
export interface Remains {
  /** The records by their keys. */
  readonly records: ReadonlyMap<string, { readonly value: Labelled }>;
  readonly deadLetters: readonly Letter[];
}
type Labelled = Pick<Prediction, "labels">;

/**
 * Draws up the account: descriptions of what was wrong, and of what is allowed
 * but worth knowing, by headings of the report.
 */
export function account(ledger: Ledger, { records, deadLetters }: Remains) {
  const answers = groupAnswers(ledger.events, ledger.deliveries);
  const lost: string[] = [];
  const repeated: string[] = [];
  const repeatedAfterKill: string[] = [];
  const expected = new Set<Answer>();
  for (const expectation of ledger.expectations) {
    const { request } = expectation;
    const found = answers.filter((answer) => meets(answer, expectation));
    if (found.length === 0) lost.push(request);
    for (const [index, answer] of found.entries()) {
      expected.add(answer);
      const next = found[index + 1];
      const reason = next && explainRepeat(answer, next, ledger.kills);
      if (reason) repeatedAfterKill.push(`${request}: ${reason}`);
      else if (next) repeated.push(request);
    }
  }
  for (const [id, object] of ledger.jobs) {
    const found = records.get(id)?.value.labels.map((each) => each.class);
    const problem = found ? `found ${found}` : "no record";
    if (found?.join() !== object) lost.push(`job ${id}, ${object}: ${problem}`);
  }
  const unexpected = answers.filter((answer) => !expected.has(answer));
  const sent = new Set(ledger.poison.map(describeLetter));
  const letters = deadLetters.map(describeLetter);
  const dead = new Set(letters);
  return {
    wrong: {
      "lost": lost,
      "answered twice": repeated,
      "answers that nothing asked for": unexpected.map(describeAnswer),
      "poison that was not dead-lettered": [...sent.difference(dead)],
      "dead letters that are not poison": [...dead.difference(sent)],
    },
    allowed: {
      // the sender was killed after Telegram accepted the answer
      "answered twice as a kill kept the answer from being recorded":
        repeatedAfterKill,
      "dead-lettered twice as a kill kept the message from being deleted":
        letters.filter((each, index) => letters.indexOf(each) < index),
    },
  };
}

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
