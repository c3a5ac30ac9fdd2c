/**
 * What the page is told, in order: each message, and each edit of one.
 *
 * One sequence numbers both. The event of a new message has the message's id;
 * an edit takes the next id and names the message in `editOf`.
 *
 * @module
 */
import type { MessageEntity } from "grammy/types";
import type { Database } from "../storage/database.ts";

/** A button under a message: it sends `data` back, or opens `url`. */
export interface EventButton {
  readonly text: string;
  readonly data?: string;
  readonly url?: string;
}

/** A message as it stands when the event happens; an edit shows all of it anew. */
export interface ChatEvent {
  readonly id: number;
  readonly from: "person" | "bot";
  readonly text?: string;
  /** What is bold, code, a link in the text; Telegram's shape. */
  readonly entities?: readonly MessageEntity[];
  /** The photo at its largest. */
  readonly photoUrl?: string;
  readonly documentUrl?: string;
  /** The photo, or the document where it is a picture, at most 320 pixels. */
  readonly thumbnailUrl?: string;
  /** Pixels, of the photo at its largest. */
  readonly width?: number;
  readonly height?: number;
  readonly fileName?: string;
  /** Bytes, of the document. */
  readonly fileSize?: number;
  /** The same for the pictures of one album. */
  readonly albumId?: string;
  /** The id of the message that this one answers. */
  readonly replyTo?: number;
  /** The part of that message that is quoted. */
  readonly quote?: string;
  readonly buttons?: readonly (readonly EventButton[])[];
  /** The id of the message that this event changes. */
  readonly editOf?: number;
  /** When the message was sent, ISO 8601. */
  readonly at: string;
}

/** Told to the pages that are open now, and not kept. */
export type PassingEvent =
  | { readonly name: "typing"; readonly data: { readonly action: string } }
  | {
    readonly name: "notice";
    readonly data: {
      readonly text: string;
      readonly alert: boolean;
      readonly messageId: number;
    };
  };

export interface Listener {
  /** There are new events in the log. */
  onLogged(): void;
  onPassing(event: PassingEvent): void;
}

export interface EventLog {
  /** Takes the next id, within the caller's transaction. */
  reserve(): number;
  /** Fills a reserved id, within the same transaction. */
  fill(event: ChatEvent): void;
  /** Up to `limit` events behind this id, in order. */
  after(id: number, limit: number): ChatEvent[];
  /** Tells the open pages that the log has grown; to be called after the transaction. */
  announce(): void;
  tell(event: PassingEvent): void;
  /** @return ends it */
  listen(listener: Listener): () => void;
}

export function createEventLog(database: Database): EventLog {
  const listeners = new Set<Listener>();
  return {
    reserve: () =>
      database.run("INSERT INTO events (event) VALUES ('')").lastId,
    fill(event) {
      database.run(
        "UPDATE events SET event = ? WHERE id = ?",
        JSON.stringify(event),
        event.id,
      );
    },
    after: (id, limit) =>
      database.all(
        "SELECT event FROM events WHERE id > ? ORDER BY id LIMIT ?",
        id,
        limit,
      ).map((row) => JSON.parse(String(row["event"]))),
    announce() {
      for (const listener of listeners) listener.onLogged();
    },
    tell(event) {
      for (const listener of listeners) listener.onPassing(event);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
