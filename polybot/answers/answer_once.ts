/**
 * One answer for each thing that is to be answered, however often the message
 * that asks for it is delivered.
 *
 * @module
 */
import { RetryLaterError } from "../../shared/consumer/mod.ts";
import { claimAnswer, type ClaimOptions } from "../../shared/records/lease.ts";

/**
 * Runs `send`, unless what `key` names was answered before.
 *
 * ```text
 * absent ──claim──▶ claimed until t ──send──▶ answered
 *                     │      ▲
 *                     └─t is past: claimed anew (its process died)
 * ```
 *
 * A process that dies between Telegram's accepting the answer and our writing
 * "answered" makes a second answer: the one exception, named in the README.
 *
 * @return whether this call sent the answer
 * @throws {RetryLaterError} while another process is at it
 */
export async function answerOnce(
  options: ClaimOptions,
  key: string,
  send: () => Promise<unknown>,
): Promise<boolean> {
  const before = await options.answers.get(key);
  if (before?.value.state === "answered") return false;
  if (before && before.value.until > Date.now()) {
    throw new RetryLaterError(
      Math.ceil((before.value.until - Date.now()) / 1000),
    );
  }
  const claim = await claimAnswer(options, key, before?.version ?? null);
  if (!claim) throw new RetryLaterError(1);
  try {
    await send();
  } catch (error) {
    // the next try need not wait for the lease to end
    await claim.release();
    throw error;
  }
  await claim.fulfil();
  return true;
}
