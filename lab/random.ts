/**
 * Random numbers from a seed, the same in every run.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** Returns a source of numbers in [0, 1), like `Math.random` (the generator mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws random values. */
export interface Draw {
  /** Returns a number in [0, 1). */
  number(): number;
  /** Returns `true` with this probability. */
  chance(probability: number): boolean;
  /** Returns an integer from `min` to `max`, both included. */
  between(min: number, max: number): number;
  oneOf<const Values extends readonly [unknown, ...unknown[]]>(
    values: Values,
  ): Values[number];
}

/** Derives a seed for one purpose; drawing more numbers for one purpose does not change the others. */
export const deriveSeed = (seed: number, purpose: string): number =>
  createHash("sha256").update(`${seed}/${purpose}`).digest().readUInt32BE();

/** Returns the draws for one purpose. */
export function drawFor(seed: number, purpose: string): Draw {
  const number = seededRandom(deriveSeed(seed, purpose));
  return {
    number,
    chance: (probability) => number() < probability,
    between: (min, max) => min + Math.floor(number() * (max - min + 1)),
    oneOf: (values) =>
      values[Math.floor(number() * values.length)] ?? values[0],
  };
}
