/**
 * Waiting that ends when nothing comes any more: what is lost holds nothing
 * up.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";

/** Milliseconds between two looks. */
const LOOK_EVERY = 250;

/**
 * Waits until `done`, or until `state` stayed the same for `patience`
 * milliseconds.
 *
 * @return whether it came true
 */
export async function waitWhileItMoves(
  done: () => boolean | Promise<boolean>,
  state: () => unknown,
  patience: number,
): Promise<boolean> {
  let last: string | undefined;
  let changedAt = 0;
  while (!await done()) {
    const now = JSON.stringify(state());
    if (now !== last) changedAt = performance.now();
    last = now;
    if (performance.now() - changedAt > patience) return false;
    await pause(LOOK_EVERY);
  }
  return true;
}
