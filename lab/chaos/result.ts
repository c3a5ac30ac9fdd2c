/**
 * What a run of chaos is asked for, and what came of it.
 *
 * @module
 */
import type { Fate, Faults } from "../aws/network/faults.ts";
import type { Account } from "./accounting.ts";

export interface ChaosOptions {
  readonly seed: number;
  /** How many jobs other producers send. */
  readonly jobs: number;
  /** How many updates a person's messages make, at least. */
  readonly updates: number;
  /** Seconds between two kills, in the mean. */
  readonly killEvery: number;
  readonly faults: Faults;
  /** The folder of the logs. */
  readonly directory: string;
  /** Is told now and then how it goes. */
  readonly say: (sentence: string) => void;
}

export interface ChaosResult {
  readonly account: Account;
  /** Albums whose joined picture is wrong, a sentence each. */
  readonly wrongAlbums: readonly string[];
  /** How many of each kind were sent. */
  readonly sent: Readonly<Record<string, number>>;
  /** How often each service was killed. */
  readonly kills: Readonly<Record<string, number>>;
  /** How many requests to AWS met which fate. */
  readonly fates: Readonly<Record<Fate, number>>;
  readonly deadLetters: number;
  /** Whether all queues were empty at the end. */
  readonly settled: boolean;
  /** Seconds with kills and faults, and in all. */
  readonly seconds: { readonly chaos: number; readonly all: number };
}
