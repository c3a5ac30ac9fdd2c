import { RetryLaterError } from "../../shared/consumer/mod.ts";
import type { Records } from "../../shared/backend.ts";
import type { Answer } from "../../shared/contracts.ts";
import { withLease } from "../../shared/records/lease.ts";
import { ANSWER_AGE } from "../../shared/retention.ts";
import type { Logger } from "../../shared/service/logging.ts";

export interface AnswerStore {
  readonly answers: Records<Answer>;
  readonly log: Logger;
}

/**
 * Runs `send` once for each `key`, even if a message is delivered several times
 * or to several machines.
 *
 * ```text
 * absent ──▶ claimed until t (renewed) ──send succeeds──▶ answered
 *              │        ▲
 *              │        └─ t has passed (the process died): claimed by another
 *              └─send fails──▶ claimed until 0: the next attempt sends at once
 * ```
 *
 * A process that dies after Telegram accepted the answer and before "answered"
 * is stored causes a second answer. This is the only exception; see the README.
 *
 * @return whether this call sent the answer; `false` if it had been sent before
 * @throws {RetryLaterError} while another process is sending it
 */
export async function answerOnce(
  { answers, log }: AnswerStore,
  key: string,
  send: () => Promise<unknown>,
): Promise<boolean> {
  const options = {
    records: answers,
    key,
    leased: (until: number): Answer => ({ state: "claimed", until }),
    leasedUntil: (answer: Answer) =>
      answer.state === "claimed" ? answer.until : undefined,
    expireAfter: ANSWER_AGE * 1000,
    log: log.child({ requestId: key }),
  };
  const sendOver = (version: string | null) =>
    withLease<Answer>(options, version, async () => {
      await send();
      return { state: "answered" };
    });

  // most requests are new: one conditional write shows it, without a read
  if (await sendOver(null)) return true;
  const stored = await answers.get(key);
  if (stored?.value.state === "answered") return false;
  const left = stored ? stored.value.until - Date.now() : 0;
  if (left > 0) throw new RetryLaterError(Math.ceil(left / 1000));
  if (await sendOver(stored?.version ?? null)) return true;
  throw new RetryLaterError(1);
}
