/**
 * The one path to an answer: a reply is made, an error that the user can fix
 * becomes the reply instead, and the reply is sent once.
 *
 * @module
 */
import { PictureError } from "../../shared/pictures/picture_error.ts";
import { OptionError } from "../actions/action.ts";
import { CaptionError } from "../caption/parse.ts";
import type { Polybot } from "../polybot.ts";
import { type Reply, sendReply, type Target } from "../telegram/replies.ts";
import { answerOnce } from "./answer_once.ts";

/** Where an answer goes. */
export interface Recipient extends Target {
  /** Identifies the answer; the same whenever its request is delivered again. */
  readonly key: string;
}

/** Returns the key of the answer to an update. */
export const updateKey = (updateId: number): string => `update/${updateId}`;

/** Sends the reply that `makeReply` returns, once; or the sentence of an error that the user can fix. */
export async function answer(
  polybot: Polybot,
  recipient: Recipient,
  makeReply: () => Reply | Promise<Reply>,
): Promise<void> {
  const reply = await explainErrors(polybot, recipient, makeReply);
  if (reply) await sendOnce(polybot, recipient, reply);
}

/**
 * Returns what `work` returns. If it throws an error that the user can fix,
 * sends the sentence of that error, once, and returns `undefined`.
 *
 * Nothing else turns an error into a sentence.
 */
export async function explainErrors<T>(
  polybot: Polybot,
  recipient: Recipient,
  work: () => T | Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const isForUser = error instanceof PictureError ||
      error instanceof OptionError || error instanceof CaptionError;
    if (!isForUser) throw error;
    await sendOnce(polybot, recipient, { text: error.message });
    return undefined;
  }
}

async function sendOnce(
  { api, backend, log, metrics }: Polybot,
  { key, ...target }: Recipient,
  reply: Reply,
): Promise<void> {
  const send = () => sendReply(api, target, reply);
  const sent = await answerOnce(
    { answers: backend.answers, log },
    key,
    "text" in reply ? send : () => metrics.time("polybot", "reply", send),
  );
  const { chatId } = target;
  log.info({ chatId, requestId: key, sent }, "answered");
}
