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
import type { Delivery } from "./telegram_recorder.ts";

export interface Kill {
  readonly service: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Everything that was sent, seen and done so far. */
export const emptyLedger = () => ({
  /** The kind of each message, "jobs" and "poison", as often as one was sent. */
  sent: [] as string[],
  /** The object in each job's picture, by the message's id, which is the key of the record. */
  jobs: new Map<string, string>(),
  /** Queues and bodies, in the form of {@linkcode describeLetter}. */
  poison: [] as string[],
  expectations: [] as Expectation[],
  events: [] as readonly ChatEvent[],
  deliveries: [] as Delivery[],
  kills: [] as Kill[],
});
export type Ledger = ReturnType<typeof emptyLedger>;

/** Describes a message by its queue, or that of its dead-letter queue, and its body. */
export const describeLetter = (queue: string, body: string) =>
  `${queue}: ${body}`;

/** Returns the requests that have no answer yet. */
export function unanswered({ events, expectations }: Ledger): Expectation[] {
  const answers = groupAnswers(events);
  return expectations.filter((expectation) =>
    !answers.some((answer) => meets(answer, expectation))
  );
}

/**
 * Draws up the account: descriptions of what was wrong, and of what is allowed
 * but worth knowing, by headings of the report.
 */
export function account(
  ledger: Ledger,
  records: ReadonlyMap<string, { readonly value: Pick<Prediction, "labels"> }>,
  deadLetters: readonly string[],
) {
  const answers = groupAnswers(ledger.events);
  const unexpected = new Set(answers);
  const lost: string[] = [];
  const repeated: string[] = [];
  const repeatedAfterKill: string[] = [];
  for (const expectation of ledger.expectations) {
    const { request } = expectation;
    const found = answers.filter((answer) => meets(answer, expectation));
    if (found.length === 0) lost.push(request);
    for (const [index, answer] of found.entries()) {
      unexpected.delete(answer);
      const next = found[index + 1];
      const reason = next && explainRepeat(answer, next, ledger);
      if (reason) repeatedAfterKill.push(`${request}: ${reason}`);
      else if (next) repeated.push(request);
    }
  }
  for (const [id, object] of ledger.jobs) {
    const found = records.get(id)?.value.labels.map((each) => each.class);
    const problem = found ? `found ${found}` : "no record";
    if (found?.join() !== object) lost.push(`job ${id}, ${object}: ${problem}`);
  }
  const poison = new Set(ledger.poison);
  const dead = new Set(deadLetters);
  return {
    wrong: {
      "lost": lost,
      "answered twice": repeated,
      "answers that nothing asked for": [...unexpected].map(describeAnswer),
      "poison that was not dead-lettered": [...poison.difference(dead)],
      "dead letters that are not poison": [...dead.difference(poison)],
    },
    allowed: {
      // the sender was killed after Telegram accepted the answer
      "answered twice as a kill kept the answer from being recorded":
        repeatedAfterKill,
      "dead-lettered twice as a kill kept the message from being deleted":
        deadLetters.filter((each, index) => deadLetters.indexOf(each) < index),
    },
  };
}

/** Milliseconds within which a bot has recorded its answer: a later kill does not explain a second one. */
const RECORDING_TIME = 9_000;
/** Milliseconds after a kill in which something that the process sent may still be read; the next process of that name starts later. */
const TRANSIT_TIME = 400;

/** Finds the kill that explains why there is another answer after the first. */
function explainRepeat(
  [first]: Answer,
  [second]: Answer,
  { deliveries, kills }: Ledger,
): string | undefined {
  const [one, other] = [first, second].map((event) =>
    deliveries.find(({ messageIds }) => messageIds.includes(event?.id ?? 0))
  );
  if (!one || !other) return undefined;
  const { service, sentAt, acceptedAt } = one;
  const kill = kills.find((kill) =>
    kill.service === service && kill.at > sentAt - TRANSIT_TIME
  );
  if (!kill || kill.at > acceptedAt + RECORDING_TIME) return undefined;
  if (other.sentAt < kill.at) return undefined;
  const after = kill.at - acceptedAt;
  return `${service} was killed ${after} ms after the chat page accepted the first answer`;
}

const describeAnswer = ([event]: Answer) =>
  (event?.photoUrl ? "a photo " : "") +
  `“${event?.text ?? ""}” in reply to ${event?.replyTo ?? "nothing"}`;
