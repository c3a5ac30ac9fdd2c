/**
 * Waits that a signal ends.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";

/** Waits, at most until the signal aborts. @return the whole seconds that are left then */
export async function waitFor(
  seconds: number,
  signal: AbortSignal,
): Promise<number> {
  const end = performance.now() + seconds * 1000;
  await pause(seconds * 1000, undefined, { signal }).catch(() => {});
  return Math.max(0, Math.ceil((end - performance.now()) / 1000));
}
