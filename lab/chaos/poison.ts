/**
 * The bodies of poison. Pure.
 *
 * @module
 */
import type { PoisonKind } from "./jobs.ts";

/** The queue that a kind of poison goes to, which its name begins with. */
export const poisonQueue = (poison: PoisonKind) =>
  poison.split(":")[0] as "identify" | "results" | "updates";

/** The chat, and the message that is answered where the person is told. */
export interface Addressee {
  readonly chatId: number;
  readonly replyTo: number;
}

/** Telegram's ids of updates are far below. */
const FIRST_UPDATE_ID = 9_000_000_000;

/** A body that nobody can handle; each is another. */
export function poisonBody(
  poison: PoisonKind,
  number: number,
  { chatId, replyTo }: Addressee,
): string {
  switch (poison) {
    case "identify: no JSON":
    case "results: no JSON":
    case "updates: no JSON":
    case "updates: no JSON, in the chat's group":
      return `poison ${number} {`;
    case "identify: another shape":
    case "results: another shape":
    case "updates: another shape":
      return JSON.stringify({ kind: "poison", number });
    case "identify: another shape, of the chat":
      return JSON.stringify({
        chatId: String(chatId),
        imgName: [number],
        replyTo,
      });
    case "updates: a photo that cannot be fetched":
      return JSON.stringify({
        update_id: FIRST_UPDATE_ID + number,
        message: {
          message_id: replyTo,
          date: 1,
          chat: { id: chatId, type: "private", first_name: "You" },
          from: { id: chatId, is_bot: false, first_name: "You" },
          photo: [{
            file_id: `poison-${number}`,
            file_unique_id: `poison-${number}`,
            width: 1,
            height: 1,
          }],
          caption: "blur",
        },
      });
  }
}
