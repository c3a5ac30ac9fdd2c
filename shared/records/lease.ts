/**
 * Claims: which process is at an answer, in the shared store.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Records } from "../backend.ts";
import type { Answer } from "../contracts.ts";
import type { Logger } from "../service/logging.ts";

/** Milliseconds after which a claim counts as abandoned; it is renewed at a third of that. */
const LEASE = 9_000;
/** Milliseconds that an answer is remembered: longer than any message lives. */
const MEMORY = 14 * 24 * 3600 * 1000;
/** Milliseconds until "answered" is written again, where that failed. */
const WRITE_AGAIN_AFTER = 1_000;

/** Answers in the shared store. */
export interface ClaimOptions {
  readonly answers: Records<Answer>;
  readonly log: Logger;
}

/** A claim, renewed until it ends in one of two ways. */
export interface Claim {
  /** Lets others answer at once. Where that cannot be written they can when the claim is abandoned. */
  release(): Promise<void>;
  /**
   * Writes "answered", however often that has to be tried: what was sent must
   * not be sent again, as long as there is a process that knows it.
   */
  fulfil(): Promise<void>;
}

/**
 * Claims an answer over the version that was read.
 *
 * @return `undefined` when another process was quicker
 */
export async function claimAnswer(
  { answers, log }: ClaimOptions,
  key: string,
  version: string | null,
): Promise<Claim | undefined> {
  const write = (value: Answer, ifVersion?: string | null) =>
    answers.put(key, value, {
      expiresAt: new Date(Date.now() + MEMORY),
      ...(ifVersion === undefined ? {} : { ifVersion }),
    });
  /** The ends that this claim was given, by which it is known. */
  const ends = new Set<number>();
  const extend = (ifVersion: string | null) => {
    const until = Date.now() + LEASE;
    ends.add(until);
    return write({ state: "claimed", until }, ifVersion);
  };

  /** Writes over this claim, and over nothing else. */
  async function change(put: (version: string) => Promise<unknown>) {
    // a write that seemed to fail may have been done
    const stored = await answers.get(key);
    const isMine = stored?.value.state === "claimed" &&
      ends.has(stored.value.until);
    if (isMine) await put(stored.version);
  }

  let begun: number;
  let mine: string | null | undefined = version;
  do {
    begun = Date.now();
    mine = await extend(mine);
    if (mine === undefined) return undefined;
    // a write that took long leaves too little of the lease
  } while (Date.now() - begun > LEASE / 3);

  let renewal = Promise.resolve();
  const renewing = setInterval(() => {
    renewal = renewal.then(() => change(extend)).catch((error) =>
      log.warn({ requestId: key, error }, "cannot renew a claim")
    );
  }, LEASE / 3);

  async function end() {
    clearInterval(renewing);
    await renewal;
  }

  return {
    async release() {
      await end();
      await change((version) => write({ state: "claimed", until: 0 }, version))
        .catch((error) =>
          log.warn({ requestId: key, error }, "cannot release a claim")
        );
    },
    async fulfil() {
      for (;;) {
        try {
          await write({ state: "answered" });
          return await end();
        } catch (error) {
          log.error(
            { requestId: key, error },
            "cannot write down that this is answered; trying until it works",
          );
          await pause(WRITE_AGAIN_AFTER);
        }
      }
    },
  };
}
