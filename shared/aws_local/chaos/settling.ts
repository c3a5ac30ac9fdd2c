/**
 * The calm after chaos: until everything is done, or nothing moves any more.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Backend } from "../../backend.ts";
import type { SentJob } from "./accounting.ts";
import type { Ledger } from "./ledger.ts";

/** Milliseconds without any change after which nothing is waited for any more: what is hidden longest is back by then. */
const PATIENCE = 90_000;
/** Milliseconds between two looks. */
const LOOK_EVERY = 500;

/** Waits until the queues are empty and all has its answer. @return whether that came true */
export async function settle(
  backend: Backend,
  ledger: Ledger,
  say: (sentence: string) => void,
): Promise<boolean> {
  let state = "";
  let changedAt = performance.now();
  for (;;) {
    const open = ledger.open().map(({ what }) => what);
    const left = await messagesLeft(backend);
    if (open.length === 0 && Object.keys(left).length === 0) return true;
    const now = JSON.stringify([open, left]);
    if (now !== state) changedAt = performance.now();
    state = now;
    if (performance.now() - changedAt > PATIENCE) {
      say(
        `nothing moves any more: ${now}`,
      );
      return false;
    }
    await pause(LOOK_EVERY);
  }
}

/** How many messages each queue still has; those that are empty are left out. */
async function messagesLeft({ updates, identify, results }: Backend) {
  const left: Record<string, number> = {};
  for (const queue of [updates, identify, results]) {
    const { visible, inFlight, delayed } = await queue.depth();
    const count = visible + inFlight + delayed;
    if (count > 0) left[queue.name] = count;
  }
  return left;
}

/** The classes in the records of the jobs. */
export async function recordsOf(
  { predictions }: Backend,
  jobs: readonly SentJob[],
): Promise<Map<string, string[]>> {
  const records = await predictions.getMany(jobs.map(({ id }) => id));
  return new Map(
    Array.from(
      records,
      ([id, { value }]) => [id, value.labels.map((label) => label.class)],
    ),
  );
}
