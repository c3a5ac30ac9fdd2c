/**
 * Draws what happens to the requests that go through the fault proxy. Pure.
 *
 * @module
 */
import { seededRandom } from "../../random.ts";

const FAULTS = ["brokenBefore", "brokenAfter", "silent", "failed"] as const;

/**
 * Fates of a request:
 *
 * - `passed`: it reaches the server, and the answer reaches the client;
 * - `brokenBefore`: the connection breaks before the request reaches the server;
 * - `brokenAfter`: the server executes it, and the connection breaks before the answer;
 * - `silent`: the server executes it, and the answer never comes;
 * - `failed`: it is answered with 500 or 503 instead of the server.
 */
export type Fate = typeof FAULTS[number] | "passed";

/** Probability of each fault, and the latency. */
export type Faults =
  & Readonly<Partial<Record<typeof FAULTS[number], number>>>
  & {
    /** Longest delay of a request in milliseconds. */
    readonly latency?: number;
  };

/** Returns a count of zero for each fate. */
export const noFates = (): Record<Fate, number> => ({
  passed: 0,
  brokenBefore: 0,
  brokenAfter: 0,
  silent: 0,
  failed: 0,
});

/** The fate of one request. */
export interface DrawnFate {
  readonly fate: Fate;
  /** Delay in milliseconds. */
  readonly delay: number;
  /** Status of the answer to a request that fails. */
  readonly status: 500 | 503;
}

export interface Fates {
  /** Requests that met each fate so far. */
  readonly counts: Readonly<Record<Fate, number>>;
  /** Draws what happens to the next request. */
  draw(): DrawnFate;
  /** Lets every request pass from now on, without drawing. */
  calm(): void;
  /** Ends the calm: continues where it began. */
  disturb(): void;
}

/**
 * Draws fates from a seed and adds them to `counts`. The same seed gives the
 * same fates.
 *
 * @throws {RangeError} when the probabilities are negative or exceed 1 together
 */
export function drawFates(
  seed: number,
  faults: Faults,
  counts: Record<Fate, number> = noFates(),
): Fates {
  const sum = FAULTS.reduce((sum, fault) => sum + (faults[fault] ?? 0), 0);
  if (!(sum <= 1) || FAULTS.some((fault) => (faults[fault] ?? 0) < 0)) {
    throw new RangeError(
      `Cannot disturb requests: the probabilities must be 0 to 1 together, current value is ${sum}`,
    );
  }
  const random = seededRandom(seed);
  let isCalm = false;
  return {
    counts,
    draw() {
      if (isCalm) {
        counts.passed++;
        return { fate: "passed", delay: 0, status: 500 };
      }
      let chance = random();
      // always drawn, to keep the random sequence in step for the next request
      const [slowness, coin] = [random(), random()];
      const fate = FAULTS.find((fault) => {
        chance -= faults[fault] ?? 0;
        return chance < 0;
      }) ?? "passed";
      counts[fate]++;
      const delay = slowness * (faults.latency ?? 0);
      return { fate, delay, status: coin < 0.5 ? 500 : 503 };
    },
    calm() {
      isCalm = true;
    },
    disturb() {
      isCalm = false;
    },
  };
}
