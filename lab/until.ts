import { assert } from "@std/assert";
import { setTimeout as pause } from "node:timers/promises";

/** Waits until `isDone` returns true; fails after half a minute. */
export async function until(isDone: () => boolean | Promise<boolean>) {
  const deadline = performance.now() + 30_000;
  while (!await isDone()) {
    assert(performance.now() < deadline, `Never became true: ${isDone}`);
    await pause(10);
  }
}

/** Milliseconds between two checks. */
const CHECK_INTERVAL = 250;

/**
 * Waits until `isDone` returns true, or until `state` has not changed for `patience`
 * milliseconds: a lost message should not block the run until its timeout.
 *
 * @return whether it is done
 */
export async function waitWhileChanging(
  isDone: () => boolean | Promise<boolean>,
  state: () => unknown,
  patience: number,
): Promise<boolean> {
  let last: string | undefined;
  let changedAt = 0;
  while (!await isDone()) {
    const now = JSON.stringify(state());
    if (now !== last) changedAt = performance.now();
    last = now;
    if (performance.now() - changedAt > patience) return false;
    await pause(CHECK_INTERVAL);
  }
  return true;
}
