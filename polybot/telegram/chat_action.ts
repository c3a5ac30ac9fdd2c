/**
 * Shows at the top of a chat that the bot is preparing a picture.
 *
 * @module
 */
import type { Polybot } from "../polybot.ts";
import { CHAT_ACTION_DURATION } from "./limits.ts";
import type { Photo } from "./photos.ts";

/** Shows the chat action for five seconds. Failures are ignored. */
export function showChatAction(
  { api, log }: Polybot,
  chatId: number,
  { isDocument }: Photo,
): void {
  api.sendChatAction(chatId, isDocument ? "upload_document" : "upload_photo")
    .catch((error) => log.debug({ chatId, error }, "chat action not shown"));
}

/** Shows the chat action until the returned function is called. */
export function keepShowingChatAction(
  polybot: Polybot,
  chatId: number,
  photo: Photo,
): () => void {
  const show = () => showChatAction(polybot, chatId, photo);
  show();
  const showing = setInterval(show, CHAT_ACTION_DURATION - 1_000);
  return () => clearInterval(showing);
}
