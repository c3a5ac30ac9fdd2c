/**
 * The result of a run and its report. Pure.
 *
 * @module
 */
import type { Fate } from "../aws/network/faults.ts";
import { type Account, isClean } from "./account.ts";
import type { ChaosOptions } from "./options.ts";

type Counts = Readonly<Record<string, number>>;

export interface ChaosResult {
  readonly account: Account;
  /** Descriptions of albums that were concatenated wrongly. */
  readonly wrongAlbums: readonly string[];
  /** How many messages of each kind were sent. */
  readonly sent: Counts;
  /** How often each service was killed. */
  readonly kills: Counts;
  /** How many calls to AWS met which fate. */
  readonly fates: Readonly<Record<Fate, number>>;
  readonly deadLetters: number;
  /** Whether all queues were empty at the end. */
  readonly isSettled: boolean;
  /** Seconds with kills and faults, and in total. */
  readonly seconds: { readonly chaos: number; readonly total: number };
}

/** Tells whether the run found nothing wrong. */
export const isGood = (
  { account, wrongAlbums, isSettled }: ChaosResult,
): boolean => isClean(account) && wrongAlbums.length === 0 && isSettled;

const list = (counts: Counts) =>
  Object.entries(counts).map(([name, count]) => `${name} ${count}`).join(", ");

const sum = (counts: Counts) =>
  Object.values(counts).reduce((a, b) => a + b, 0);

/** Returns how many calls did not simply pass. */
export const countDisturbed = (fates: ChaosResult["fates"]) =>
  sum(fates) - fates.passed;

/** Returns a line with a count, followed by what was counted. */
const section = (title: string, items: readonly string[]) =>
  [`${title}: ${items.length}`, ...items].join("\n    ");

/** Returns the report for a terminal. */
export function describeResult(
  { account, wrongAlbums, sent, kills, fates, ...result }: ChaosResult,
  { seed, jobs, updates }: Pick<ChaosOptions, "seed" | "jobs" | "updates">,
): string {
  const { seconds, isSettled, deadLetters } = result;
  return `\
sent       ${list(sent)}
killed     ${sum(kills)} times in ${seconds.chaos} s: ${list(kills)}
disturbed  ${countDisturbed(fates)} of ${sum(fates)} calls to AWS: ${
    list(fates)
  }
settled    ${
    isSettled
      ? `after ${seconds.total} s in total, every queue empty`
      : "no: messages were left when nothing changed any more"
  }

${section("lost", account.lost)}
${section("answered twice", account.repeated)}
${section("albums concatenated wrongly", wrongAlbums)}
${section("answers that nothing asked for", account.unexpected)}
${
    section(
      "answered again as a kill kept the answer from being recorded",
      account.allowed,
    )
  }
dead letters: ${deadLetters}, ${account.duplicates} of them duplicates after a kill between two writes
${section("poison that is not among them", account.missing)}
${section("among them without being poison", account.extra)}

To repeat this plan: deno task chaos --seed ${seed} --jobs ${jobs} --updates ${updates}`;
}
