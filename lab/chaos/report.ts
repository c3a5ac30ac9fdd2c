/**
 * The report of a run. Pure.
 *
 * @module
 */
import type { ChaosResult } from "./run.ts";

/** Tells whether the run found nothing wrong. */
export const isGood = (
  { wrong }: { readonly wrong: Readonly<Record<string, readonly string[]>> },
): boolean => Object.values(wrong).flat().length === 0;

/** Describes counts by their sum and each of them. */
function describe(counts: Readonly<Record<string, number>>): string {
  const sum = Object.values(counts).reduce((a, b) => a + b, 0);
  const items = Object.entries(counts).map((entry) => entry.join(" "));
  return `${sum} (${items.join(", ")})`;
}

/** Returns the report for a terminal. */
export function describeResult(
  { wrong, allowed, sent, kills, fates, seconds, plan }: ChaosResult,
): string {
  const findings = Object.entries({ ...wrong, ...allowed });
  return [
    `sent          ${describe(sent)}`,
    `kills         ${describe(kills)} in ${seconds.chaos} s`,
    `calls to AWS  ${describe(fates)}`,
    `finished      after ${seconds.total} s in total`,
    "",
    ...findings.map(([heading, items]) =>
      [`${heading}: ${items.length}`, ...items].join("\n    ")
    ),
    "",
    `To repeat this plan: deno task chaos --seed ${plan.seed} --jobs ${plan.jobs} --updates ${plan.updates}`,
  ].join("\n");
}
