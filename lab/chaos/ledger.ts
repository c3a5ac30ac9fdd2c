/**
 * What was sent, seen and done so far.
 *
 * @module
 */
import type { ChatEvent } from "../telegram/person.ts";
import type { Letter, SentJob } from "./accounting.ts";
import { answersIn } from "./answers.ts";
import type { Expectation } from "./expectations.ts";
import type { Kill } from "./kills.ts";
import type { Sending } from "./telegram_witness.ts";

export interface Ledger {
  readonly expectations: Expectation[];
  readonly events: ChatEvent[];
  readonly sendings: Sending[];
  readonly kills: Kill[];
  readonly jobs: SentJob[];
  readonly poison: Letter[];
  /** What has no answer yet. */
  open(): Expectation[];
}

/** A ledger with nothing in it. */
export function openLedger(): Ledger {
  const expectations: Expectation[] = [];
  const events: ChatEvent[] = [];
  const sendings: Sending[] = [];
  return {
    expectations,
    events,
    sendings,
    kills: [],
    jobs: [],
    poison: [],
    open() {
      const answers = answersIn(events, sendings);
      return expectations.filter(({ fits }) => !answers.some(fits));
    },
  };
}
