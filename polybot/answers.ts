/**
 * One answer for each thing that is to be answered, however often the message
 * that asks for it is delivered.
 *
 * @module
 */
import type { Records } from "../shared/backend.ts";
import { TryLaterError } from "../shared/consumer.ts";
import type { Answer } from "../shared/contracts.ts";

/** Seconds after which a claim counts as abandoned; it is renewed at a third of that. */
const LEASE = 9;
/** Seconds that an answer is remembered: longer than any message lives. */
const MEMORY = 14 * 24 * 3600;

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
 * @throws {TryLaterError} while another process is at it
 */
export async function answerOnce(
  answers: Records<Answer>,
  key: string,
  send: () => Promise<unknown>,
): Promise<boolean> {
  const before = await answers.get(key);
  if (before?.value.state === "answered") return false;
  if (before && before.value.until > Date.now()) {
    throw new TryLaterError(
      Math.ceil((before.value.until - Date.now()) / 1000),
    );
  }
  const put = (value: Answer, ifVersion: string | null) =>
    answers.put(key, value, { ifVersion, expiresAt: secondsFromNow(MEMORY) });
  const claim = (): Answer => ({
    state: "claimed",
    until: secondsFromNow(LEASE).getTime(),
  });

  let version = await put(claim(), before?.version ?? null);
  if (version === undefined) throw new TryLaterError(1);

  let renewal = Promise.resolve();
  const renewing = setInterval(() => {
    renewal = renewal.then(async () => {
      if (version !== undefined) version = await put(claim(), version);
    }).catch(() => {}); // the lease is longer than one lost renewal
  }, LEASE / 3 * 1000);
  try {
    await send();
  } catch (error) {
    clearInterval(renewing);
    await renewal;
    // the next try need not wait for the lease to end
    if (version !== undefined) {
      await put({ state: "claimed", until: 0 }, version);
    }
    throw error;
  } finally {
    clearInterval(renewing);
  }
  await renewal;
  await answers.put(key, { state: "answered" }, {
    expiresAt: secondsFromNow(MEMORY),
  });
  return true;
}

const secondsFromNow = (seconds: number) =>
  new Date(Date.now() + seconds * 1000);
