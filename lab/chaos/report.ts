/**
 * The result of a run, in words. Pure.
 *
 * @module
 */
import { isClean } from "./accounting.ts";
import type { ChaosOptions, ChaosResult } from "./result.ts";

/** Whether all was as it has to be. */
export const isGood = (
  { account, wrongAlbums, settled }: ChaosResult,
): boolean => isClean(account) && wrongAlbums.length === 0 && settled;

const list = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).map(([name, count]) => `${name} ${count}`).join(", ");

const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((a, b) => a + b, 0);

/** A line with a count, and what is counted below it. */
const lines = (title: string, whats: readonly string[]) =>
  [`${title}: ${whats.length}`, ...whats.map((what) => `    ${what}`)].join(
    "\n",
  );

/** The report for a terminal. */
export function describeResult(
  result: ChaosResult,
  { seed, jobs, updates }: Pick<ChaosOptions, "seed" | "jobs" | "updates">,
): string {
  const { account, sent, kills, fates, seconds, deadLetters } = result;
  const disturbed = sum(fates) - fates.passed;
  const named = account.named.map(({ what, service, before }) =>
    `${what}: ${service} was killed ${
      before < 0
        ? `${-before} ms before the chat's yes to what it had sent`
        : `${before} ms after the chat's yes`
    }`
  );
  return [
    `sent       ${list(sent)}`,
    `killed     ${sum(kills)} times in ${seconds.chaos} s: ${list(kills)}`,
    `disturbed  ${disturbed} of ${sum(fates)} calls to AWS: ${list(fates)}`,
    `settled    ${
      result.settled
        ? `after ${seconds.all} s in all, every queue empty`
        : `no: messages were left when nothing moved any more`
    }`,
    "",
    lines("lost", account.lost),
    lines("answered twice", account.doubled),
    lines("albums joined wrongly", result.wrongAlbums),
    lines("said and not asked for", account.unasked),
    lines("answered again after a kill in the named instant", named),
    `dead letters: ${deadLetters}, ${account.repeated} of them twice, for a kill between two writes`,
    lines("  poison that is missing there", account.missing),
    lines("  not poison, and there", account.extra),
    "",
    `The same plan again: deno task chaos --seed ${seed} --jobs ${jobs} --updates ${updates}`,
  ].join("\n");
}
