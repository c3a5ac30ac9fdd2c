/**
 * The events that the page follows, in order: each message, and each edit.
 *
 * One sequence numbers both. The event of a new message has the message's id;
 * an edit takes the next id and names the message in `editOf`.
 *
 * @module
 */
import type { MessageEntity } from "grammy/types";
import type { MediaKind } from "../media_kinds.ts";
import type { Database } from "../storage/database.ts";

/** A button under a message: it sends `data` back, or opens `url`. */
export interface EventButton {
  readonly text: string;
  readonly data?: string;
  readonly url?: string;
}

/** `photoUrl`, `documentUrl`: the address of the file; of a photo in its largest size. */
type MediaUrls = { readonly [Kind in MediaKind as `${Kind}Url`]?: string };

/** A message at the time of the event. An edit contains the whole message again. */
export interface ChatEvent extends MediaUrls {
  readonly id: number;
  readonly from: "person" | "bot";
  readonly text?: string;
  /** Bold text, code and links in the text, in Telegram's shape. */
  readonly entities?: readonly MessageEntity[];
  /** The photo, or the document if it is a picture, at most 320 pixels wide and high. */
  readonly thumbnailUrl?: string;
  /** Pixels of the photo in its largest size. */
  readonly width?: number;
  readonly height?: number;
  readonly fileName?: string;
  /** Bytes of the document. */
  readonly fileSize?: number;
  /** The same for all pictures of one album. */
  readonly albumId?: string;
  /** The id of the message that this one answers. */
  readonly replyTo?: number;
  /** The part of that message that is quoted. */
  readonly quote?: string;
  readonly buttons?: readonly (readonly EventButton[])[];
  /** The id of the message that this event changes. */
  readonly editOf?: number;
  /** Time at which the message was sent, ISO 8601. */
  readonly at: string;
}

/** An event that is sent to the open pages only, and not stored. */
export type TransientEvent =
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
  /** Called when the log has new events. */
  onLogged(): void;
  onTransient(event: TransientEvent): void;
}

export interface EventLog {
  /** Reserves the next id, within the caller's transaction. */
  reserve(): number;
  /** Stores the event of a reserved id, within the same transaction. */
  fill(event: ChatEvent): void;
  /** Returns up to `limit` events with greater ids, in order. */
  after(id: number, limit: number): ChatEvent[];
  /** Notifies the open pages that the log has grown; to be called after the transaction. */
  announce(): void;
  /** Sends an event to the open pages. */
  broadcast(event: TransientEvent): void;
  /** Adds a listener. @return a function that removes it */
  listen(listener: Listener): () => void;
}

/** Opens the log of events in the database. */
export function createEventLog(database: Database): EventLog {
  const listeners = new Set<Listener>();
  return {
    reserve: () => database.run`INSERT INTO events (event) VALUES ('')`.lastId,
    fill(event) {
      const json = JSON.stringify(event);
      database.run`UPDATE events SET event = ${json} WHERE id = ${event.id}`;
    },
    after: (id, limit) =>
      database
        .all`SELECT event FROM events WHERE id > ${id} ORDER BY id LIMIT ${limit}`
        .map((row) => JSON.parse(String(row["event"]))),
    announce() {
      for (const listener of listeners) listener.onLogged();
    },
    broadcast(event) {
      for (const listener of listeners) listener.onTransient(event);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
