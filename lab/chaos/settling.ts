/**
 * The calm after chaos: until everything is done, or nothing moves any more.
 *
 * @module
 */
import type { Backend } from "../../shared/backend.ts";
import type { SentJob } from "./accounting.ts";
import type { Ledger } from "./ledger.ts";
import { waitWhileItMoves } from "./progress.ts";

/** Milliseconds without any change after which nothing is waited for any more: what is hidden longest is back by then. */
const PATIENCE = 90_000;

/** Waits until the queues are empty and all has its answer. @return whether that came true */
export async function settle(
  backend: Backend,
  ledger: Ledger,
): Promise<boolean> {
  let left = {};
  return await waitWhileItMoves(
    async () => {
      left = await messagesLeft(backend);
      return Object.keys(left).length === 0 && ledger.open().length === 0;
    },
    () => [left, ledger.open().length],
    PATIENCE,
  );
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
