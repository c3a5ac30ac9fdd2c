import { assert } from "@std/assert";
import { setTimeout as pause } from "node:timers/promises";

/** Waits until `isDone`; fails after half a minute. */
export async function until(isDone: () => boolean | Promise<boolean>) {
  const deadline = performance.now() + 30_000;
  while (!await isDone()) {
    assert(performance.now() < deadline, `Never became true: ${isDone}`);
    await pause(10);
  }
}
