/**
 * Sends every answer of the bot: a function makes the reply, or an error that the
 * user can fix becomes the reply, and the reply is sent once.
 *
 * @module
 */
import { PictureError } from "../../shared/pictures/picture_error.ts";
import { OptionError } from "../actions/action.ts";
import { CaptionError } from "../caption/caption_error.ts";
import type { Polybot } from "../polybot.ts";
import {
  type Reply,
  sendReply,
  type Target,
  type TextReply,
} from "../telegram/replies.ts";
import { answerOnce } from "./answer_once.ts";

/** The destination of an answer. */
export interface Recipient extends Target {
  /** Identifies the answer: the same each time that the request is delivered. */
  readonly key: string;
}

/** Returns the key of the answer to an update. */
export const updateKey = (updateId: number): string => `update/${updateId}`;

/** Sends the reply that `makeReply` returns, or the sentence of its error. Does nothing if the recipient was answered before. */
export async function answer(
  { api, backend, log, metrics }: Polybot,
  { key, ...target }: Recipient,
  makeReply: () => Reply | Promise<Reply>,
): Promise<void> {
  const store = { answers: backend.answers, log };
  const sent = await answerOnce(store, key, async () => {
    const reply = await Promise.resolve().then(makeReply).catch(explain);
    const send = () => sendReply(api, target, reply);
    if ("text" in reply) await send();
    else await metrics.time("polybot", "reply", send);
  });
  const { chatId } = target;
  log.info({ chatId, requestId: key, sent }, "answered");
}

/** Returns the result of `work`. If it fails, answers with the sentence of the error and returns `undefined`. */
export function explainErrors<T>(
  polybot: Polybot,
  recipient: Recipient,
  work: () => Promise<T>,
): Promise<T | undefined> {
  return work().catch(async (error) => {
    const reply = explain(error);
    await answer(polybot, recipient, () => reply);
    return undefined;
  });
}

/** Turns an error that the user can fix into a sentence, and rethrows any other. This is the only place that does. */
function explain(error: unknown): TextReply {
  const isForUser = error instanceof PictureError ||
    error instanceof OptionError || error instanceof CaptionError;
  if (!isForUser) throw error;
  return { text: error.message };
}
