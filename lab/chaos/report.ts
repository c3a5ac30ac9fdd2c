/**
 * The result of a run and its report. Pure.
 *
 * @module
 */
import type { Fate } from "../aws/network/faults.ts";
import type { ChaosOptions } from "./options.ts";

type Counts = Readonly<Record<string, number>>;
type Findings = Readonly<Record<string, readonly string[]>>;

export interface ChaosResult {
  /** Descriptions of everything that was wrong, by heading. */
  readonly wrong: Findings;
  /** Descriptions of what is allowed but worth knowing, by heading. */
  readonly allowed: Findings;
  /** How many messages of each kind were sent. */
  readonly sent: Counts;
  /** How often each service was killed. */
  readonly kills: Counts;
  /** How many calls to AWS met which fate. */
  readonly fates: Readonly<Record<Fate, number>>;
  /** Seconds with kills and faults, and in total. */
  readonly seconds: { readonly chaos: number; readonly total: number };
}

/** Tells whether the run found nothing wrong. */
export const isGood = ({ wrong }: Pick<ChaosResult, "wrong">): boolean =>
  Object.values(wrong).flat().length === 0;

const list = (counts: Counts) =>
  Object.entries(counts).map(([name, count]) => `${name} ${count}`).join(", ");

const sum = (counts: Counts) =>
  Object.values(counts).reduce((a, b) => a + b, 0);

/** Returns how many calls did not simply pass. */
export const countDisturbed = (fates: ChaosResult["fates"]) =>
  sum(fates) - fates.passed;

/** Returns the report for a terminal. */
export function describeResult(
  { wrong, allowed, sent, kills, fates, seconds }: ChaosResult,
  { seed, jobs, updates }: Pick<ChaosOptions, "seed" | "jobs" | "updates">,
): string {
  const findings = Object.entries({ ...wrong, ...allowed });
  return [
    `sent       ${list(sent)}`,
    `killed     ${sum(kills)} times in ${seconds.chaos} s: ${list(kills)}`,
    `disturbed  ${countDisturbed(fates)} of ${sum(fates)} calls to AWS: ${
      list(fates)
    }`,
    `finished   after ${seconds.total} s in total`,
    "",
    ...findings.map(([heading, items]) =>
      [`${heading}: ${items.length}`, ...items].join("\n    ")
    ),
    "",
    `To repeat this plan: deno task chaos --seed ${seed} --jobs ${jobs} --updates ${updates}`,
  ].join("\n");
}
