import { setTimeout as pause } from "node:timers/promises";

/** Milliseconds between two checks. */
const CHECK_INTERVAL = 250;

/**
 * Waits until `isDone`, or until `state` has not changed for `patience`
 * milliseconds: what is lost must not hold everything up.
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
