/**
 * What happens to the requests that go through the fault proxy, from a seed.
 *
 * @module
 */
import { seededRandom } from "../../random.ts";

const FAULTS = ["brokenBefore", "brokenAfter", "silent", "failed"] as const;

/**
 * What can happen to a request:
 *
 * - `passed`: it reaches the server, and the answer the client;
 * - `brokenBefore`: the connection ends before it reaches the server;
 * - `brokenAfter`: the server does what is asked, and the connection ends before the answer;
 * - `silent`: the server does what is asked, and the answer never comes;
 * - `failed`: it is answered with 500 or 503 in the server's stead.
 */
export type Fate = typeof FAULTS[number] | "passed";

/** How often each happens, as a part of all requests; and how slow all is. */
export type Faults =
  & Readonly<Partial<Record<typeof FAULTS[number], number>>>
  & {
    /** Milliseconds that a request waits at most. */
    readonly latency?: number;
  };

export interface Drawn {
  readonly fate: Fate;
  /** Milliseconds that it waits. */
  readonly wait: number;
  /** The answer to a request that failed. */
  readonly status: 500 | 503;
}

export interface Fates {
  /** What happens to the next request. */
  draw(): Drawn;
  /** How many requests met which fate so far. */
  counts(): Record<Fate, number>;
  /** Lets all that comes from now on pass, and draws nothing for it. */
  calm(): void;
  /** Ends the calm: goes on where it began. */
  disturb(): void;
}

/**
 * The fates of the first request, the second and so on: the same for a seed.
 *
 * @throws {RangeError} when the parts are no parts of a whole
 */
export function drawFates(seed: number, faults: Faults): Fates {
  const sum = FAULTS.reduce((sum, fault) => sum + (faults[fault] ?? 0), 0);
  if (!(sum <= 1) || FAULTS.some((fault) => (faults[fault] ?? 0) < 0)) {
    throw new RangeError(
      `Cannot disturb requests as the parts of them must be 0 to 1 together: current value is ${sum}`,
    );
  }
  const random = seededRandom(seed);
  const counts = {
    passed: 0,
    brokenBefore: 0,
    brokenAfter: 0,
    silent: 0,
    failed: 0,
  };
  let isCalm = false;
  return {
    draw() {
      if (isCalm) {
        counts.passed++;
        return { fate: "passed", wait: 0, status: 500 };
      }
      let chance = random();
      // as often for every request, so that the next one's is the same
      const [slowness, coin] = [random(), random()];
      const fate = FAULTS.find((fault) => {
        chance -= faults[fault] ?? 0;
        return chance < 0;
      }) ?? "passed";
      counts[fate]++;
      const wait = slowness * (faults.latency ?? 0);
      return { fate, wait, status: coin < 0.5 ? 500 : 503 };
    },
    counts: () => ({ ...counts }),
    calm() {
      isCalm = true;
    },
    disturb() {
      isCalm = false;
    },
  };
}
