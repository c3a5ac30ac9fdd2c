import type { Update } from "grammy/types";
import { z } from "zod";
import type { Message } from "../../shared/backend.ts";
import {
  type AlbumClosing,
  type AlbumDue,
  ResultsMessage,
  UpdatesMessage,
} from "../../shared/contracts.ts";
import type { Polybot } from "../polybot.ts";
import { COULD_NOT_FINISH } from "../texts.ts";
import { photosOfAlbum } from "./albums/album_photos.ts";
import { answer, type Recipient, updateKey } from "./answer.ts";
import { answerPrediction } from "./answer_prediction.ts";

/** Tells the user, once, that a message is out of attempts; does nothing if the message does not show its chat. */
export async function apologize(
  polybot: Polybot,
  { body }: Message,
): Promise<void> {
  const content = parseJson(body);
  const { data } = z.union([ResultsMessage, UpdatesMessage]).safeParse(content);
  if (!data) return;
  if (!("kind" in data)) {
    const recipient = recipientOfUpdate(data);
    if (recipient) await sendApology(polybot, recipient);
  } else if (data.kind === "prediction") {
    const reason = COULD_NOT_FINISH;
    await answerPrediction(polybot, { ...data, status: "failed", reason });
  } else {
    await sendApology(polybot, await recipientOfAlbum(polybot, data));
  }
}

const sendApology = (polybot: Polybot, recipient: Recipient) =>
  answer(polybot, recipient, () => ({ text: COULD_NOT_FINISH }));

async function recipientOfAlbum(
  { backend }: Polybot,
  { chatId, mediaGroupId }: AlbumClosing | AlbumDue,
): Promise<Recipient> {
  const id = { chatId: Number(chatId), mediaGroupId };
  const [first] = await photosOfAlbum(backend, id);
  const key = `given-up/${chatId}/${mediaGroupId}`;
  return { key, chatId: id.chatId, replyTo: first?.messageId };
}

function recipientOfUpdate(
  { update_id, message, callback_query }: Update,
): Recipient | undefined {
  const about = message ?? callback_query?.message;
  return about && {
    key: updateKey(update_id),
    chatId: about.chat.id,
    replyTo: about.message_id,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
