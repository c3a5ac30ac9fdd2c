import { assert } from "@std/assert";
import { setTimeout as pause } from "node:timers/promises";

/** Waits until `done`; fails when it is not after half a minute. */
export async function until(done: () => boolean | Promise<boolean>) {
  const deadline = performance.now() + 30_000;
  while (!await done()) {
    assert(performance.now() < deadline, `Never came true: ${done}`);
    await pause(10);
  }
}
