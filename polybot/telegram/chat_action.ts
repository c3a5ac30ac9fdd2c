/**
 * The word at the head of a chat that something is being made.
 *
 * @module
 */
import type { Photo } from "./photos.ts";
import type { Polybot } from "../polybot.ts";

/** Milliseconds; a chat action shows for five seconds. */
const EVERY = 4_000;

/** Shows for five seconds what the bot is at; that it cannot is no failure. */
export function showChatAction(
  { api, log }: Polybot,
  chatId: number,
  photo: Photo,
): void {
  api.sendChatAction(
    chatId,
    photo.isDocument ? "upload_document" : "upload_photo",
  ).catch((error) => log.debug({ chatId, error }, "chat action not shown"));
}

/** Shows the chat action until the returned function is called. */
export function keepShowing(
  polybot: Polybot,
  chatId: number,
  photo: Photo,
): () => void {
  const show = () => showChatAction(polybot, chatId, photo);
  show();
  const showing = setInterval(show, EVERY);
  return () => clearInterval(showing);
}
