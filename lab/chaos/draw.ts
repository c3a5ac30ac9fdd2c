/**
 * Chance from a seed: each purpose draws its own numbers, so that more of one
 * does not change another.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { seededRandom } from "../random.ts";

export interface Draw {
  /** In [0, 1). */
  number(): number;
  /** Whether something happens that does so in this part of all cases. */
  happens(part: number): boolean;
  /** A whole number; both ends are possible. */
  between(min: number, max: number): number;
  oneOf<const Values extends readonly [unknown, ...unknown[]]>(
    values: Values,
  ): Values[number];
}

/** The seed of one purpose. */
export const seedFor = (seed: number, purpose: string): number =>
  createHash("sha256").update(`${seed}/${purpose}`).digest().readUInt32BE();

/** The chance of one purpose. */
export function drawFor(seed: number, purpose: string): Draw {
  const number = seededRandom(seedFor(seed, purpose));
  return {
    number,
    happens: (part) => number() < part,
    between: (min, max) => min + Math.floor(number() * (max - min + 1)),
    oneOf: (values) =>
      values[Math.floor(number() * values.length)] ?? values[0],
  };
}
