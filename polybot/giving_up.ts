/**
 * The word to a person whose message is given up, where the chat is known.
 *
 * @module
 */
import type { Message } from "../shared/backend.ts";
import { ResultsMessage, UpdatesMessage } from "../shared/contracts.ts";
import { answerPrediction } from "./predictions.ts";
import { answerWithText, type Polybot } from "./requests.ts";
import { COULD_NOT_FINISH } from "./texts.ts";
import { updateKey } from "./handlers/update.ts";

/** Tells the person, once, that a message could not be worked on. */
export async function apologize(
  polybot: Polybot,
  message: Message,
): Promise<void> {
  const body = readBody(message.body);
  const result = ResultsMessage.safeParse(body);
  if (result.success) {
    if (result.data.kind === "album-due") {
      const { chatId, mediaGroupId } = result.data;
      return await say(polybot, Number(chatId), `given-up/${mediaGroupId}`);
    }
    return await answerPrediction(polybot, {
      ...result.data,
      status: "failed",
      reason: COULD_NOT_FINISH,
    });
  }
  const update = UpdatesMessage.safeParse(body);
  if (!update.success) return;
  if ("kind" in update.data) {
    const { chatId, mediaGroupId } = update.data;
    return await say(polybot, Number(chatId), `given-up/${mediaGroupId}`);
  }
  const about = update.data.message ?? update.data.callback_query?.message;
  if (!about) return;
  const replyTo = { messageId: about.message_id };
  await say(
    polybot,
    about.chat.id,
    updateKey({ update: update.data }),
    replyTo,
  );
}

async function say(
  polybot: Polybot,
  chatId: number,
  key: string,
  replyTo?: { readonly messageId: number },
) {
  const reply = { text: COULD_NOT_FINISH };
  await answerWithText(polybot, key, chatId, replyTo, reply);
}

function readBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
