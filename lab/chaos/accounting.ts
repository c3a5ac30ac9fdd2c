/**
 * What was lost, what was answered twice, what lies on the dead letters.
 * Pure.
 *
 * @module
 */
import type { Answer } from "./answers.ts";
import type { Expectation } from "./expectations.ts";
import type { Kill } from "./kills.ts";

/** A job that has to leave a record. */
export interface SentJob {
  /** The id of its message, which is the key of the record. */
  readonly id: string;
  readonly what: string;
  /** The classes of the objects in its picture. */
  readonly classes: readonly string[];
}

/** A message on a queue, or on its dead letters. */
export interface Letter {
  readonly queue: string;
  readonly body: string;
}

export interface Observed {
  readonly expectations: readonly Expectation[];
  readonly answers: readonly Answer[];
  readonly kills: readonly Kill[];
  readonly jobs: readonly SentJob[];
  /** The classes in the record of each job. */
  readonly records: ReadonlyMap<string, readonly string[]>;
  readonly poison: readonly Letter[];
  readonly deadLetters: readonly Letter[];
}

/**
 * A second answer of the one instant that the design names: the process that
 * sent the first was killed before it could write that down.
 */
export interface NamedInstant {
  readonly what: string;
  readonly service: string;
  /** Milliseconds from the chat page's yes to the kill; less than 0 where the yes came after it. */
  readonly before: number;
}

export interface Account {
  /** What has no answer, or no record. */
  readonly lost: readonly string[];
  /** What was answered again, though nobody died in the named instant. */
  readonly doubled: readonly string[];
  readonly named: readonly NamedInstant[];
  /** What the bot said and nothing asked for. */
  readonly unasked: readonly string[];
  /** Poison that is not on the dead letters. */
  readonly missing: readonly string[];
  /** What is on the dead letters and no poison. */
  readonly extra: readonly string[];
  /** How much poison lies on the dead letters more than once, as a kill between two writes leaves it. */
  readonly repeated: number;
}

/**
 * Milliseconds: for so long a process may be at writing down that it
 * answered. A kill later than that has nothing to do with a second answer.
 */
const WRITING = 9_000;
/**
 * Milliseconds: what a process sent last may be read so long after its kill.
 * The next one of its name begins later than that.
 */
const ON_ITS_WAY = 400;

/** Counts it all. */
export function account(observed: Observed): Account {
  const lost: string[] = [];
  const doubled: string[] = [];
  const named: NamedInstant[] = [];
  const asked = new Set<Answer>();
  for (const { what, fits } of observed.expectations) {
    const answers = observed.answers.filter(fits).toSorted(byTime);
    if (answers.length === 0) lost.push(what);
    for (const [index, answer] of answers.entries()) {
      asked.add(answer);
      const next = answers[index + 1];
      if (!next) continue;
      const instant = instantOf(what, answer, next, observed.kills);
      if (instant) named.push(instant);
      else doubled.push(what);
    }
  }
  for (const { id, what, classes } of observed.jobs) {
    const found = observed.records.get(id);
    if (found?.join() !== classes.join()) {
      lost.push(`${what}: ${found ? `found ${found}` : "no record"}`);
    }
  }
  const unasked = observed.answers.filter((answer) => !asked.has(answer))
    .map(({ events: [{ text, photoUrl, replyTo }] }) =>
      `${photoUrl ? "a picture " : ""}“${text ?? ""}” to ${
        replyTo ?? "nothing"
      }`
    );
  const { poison, deadLetters } = observed;
  const missing = poison.filter((letter) => !isAmong(deadLetters, letter));
  const extra = deadLetters.filter((letter) => !isAmong(poison, letter));
  const distinct = new Set(deadLetters.map(({ queue, body }) => queue + body));
  return {
    lost,
    doubled,
    named,
    unasked,
    missing: missing.map(describe),
    extra: extra.map(describe),
    repeated: deadLetters.length - distinct.size,
  };
}

/** Whether nothing was lost, answered twice, or misplaced. */
export const isClean = (
  { lost, doubled, unasked, missing, extra }: Account,
): boolean =>
  [lost, doubled, unasked, missing, extra].every(({ length }) => length === 0);

/** The kill that explains why there is another answer after this one. */
function instantOf(
  what: string,
  { sending }: Answer,
  { sending: next }: Answer,
  kills: readonly Kill[],
): NamedInstant | undefined {
  if (!sending || !next) return undefined;
  const { service, begunAt, acceptedAt } = sending;
  // its process' end
  const kill = kills.find((kill) =>
    kill.service === service && kill.at > begunAt - ON_ITS_WAY
  );
  if (!kill || kill.at > acceptedAt + WRITING) return undefined;
  if (next.begunAt < kill.at) return undefined;
  return { what, service, before: kill.at - acceptedAt };
}

const byTime = (a: Answer, b: Answer) => a.events[0].id - b.events[0].id;

const isAmong = (letters: readonly Letter[], { queue, body }: Letter) =>
  letters.some((letter) => letter.queue === queue && letter.body === body);

const describe = ({ queue, body }: Letter) => `${queue}: ${body.slice(0, 200)}`;
