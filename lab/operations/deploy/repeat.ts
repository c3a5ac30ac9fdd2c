/**
 * Requests that are repeated while something else happens.
 *
 * @module
 */
import { setTimeout as wait } from "node:timers/promises";

export interface Repetition {
  /** Stops repeating and returns the distinct results so far. */
  stop(): Promise<ReadonlySet<string>>;
}

/**
 * Repeats a request until it is stopped. An error counts as a result.
 *
 * @param options.parallel how many requests are made at once, @default 1
 * @param options.pause milliseconds between a result and the next request
 */
export function repeat(
  request: () => Promise<string>,
  { parallel = 1, pause }: { parallel?: number; pause: number },
): Repetition {
  const results = new Set<string>();
  let isStopped = false;
  async function loop() {
    while (!isStopped) {
      results.add(await request().catch((error) => `failed: ${error}`));
      await wait(pause);
    }
  }
  const loops = Array.from({ length: parallel }, loop);
  return {
    async stop() {
      isStopped = true;
      await Promise.all(loops);
      return results;
    },
  };
}

/** Returns the answer of an address to a GET request, preceded by the status if that is not 200. */
export async function get(address: string): Promise<string> {
  const response = await fetch(address);
  const text = (await response.text()).trim();
  return response.ok ? text : `${response.status} ${text}`;
}
