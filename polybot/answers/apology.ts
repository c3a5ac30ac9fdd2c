/**
 * The word to a person whose message is given up, where the chat is known.
 *
 * @module
 */
import type { Message } from "../../shared/backend.ts";
import {
  type AlbumClosing,
  type AlbumDue,
  ResultsMessage,
  UpdatesMessage,
} from "../../shared/contracts.ts";
import { photosOfAlbum } from "./albums/answer_album.ts";
import { answerPrediction } from "./predictions.ts";
import type { Polybot } from "../polybot.ts";
import { answerWithText } from "./requests.ts";
import { COULD_NOT_FINISH } from "../texts.ts";
import { updateKey } from "../handlers/update.ts";

/** Tells the person, once, that a message could not be worked on. */
export async function apologize(
  polybot: Polybot,
  message: Message,
): Promise<void> {
  const body = readBody(message.body);
  const result = ResultsMessage.safeParse(body);
  if (result.success) {
    return result.data.kind === "album-due"
      ? await apologizeForAlbum(polybot, result.data)
      : await answerPrediction(polybot, {
        ...result.data,
        status: "failed",
        reason: COULD_NOT_FINISH,
      });
  }
  const update = UpdatesMessage.safeParse(body);
  if (!update.success) return;
  if ("kind" in update.data) {
    return await apologizeForAlbum(polybot, update.data);
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

async function apologizeForAlbum(
  polybot: Polybot,
  { chatId, mediaGroupId }: AlbumClosing | AlbumDue,
) {
  const id = { chatId: Number(chatId), mediaGroupId };
  const [first] = await photosOfAlbum(polybot.backend, id);
  await say(polybot, id.chatId, `given-up/${chatId}/${mediaGroupId}`, first);
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
