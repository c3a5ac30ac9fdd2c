/**
 * The person at the chat page, through the page's HTTP API.
 *
 * @module
 */
import { serverSentEvents } from "./server_sent_events.ts";

/** The part of a `GET /api/events` event that tests check. */
export interface ChatEvent {
  readonly id: number;
  readonly from: "person" | "bot";
  readonly text?: string;
  readonly photoUrl?: string;
  readonly documentUrl?: string;
  readonly width?: number;
  readonly height?: number;
  readonly albumId?: string;
  readonly replyTo?: number;
  readonly buttons?: readonly (readonly { text: string; data: string }[])[];
  readonly editOf?: number;
}

/** A message to send. */
export interface Outgoing {
  readonly text?: string;
  readonly photos?: readonly Uint8Array[];
  readonly document?: { readonly name: string; readonly bytes: Uint8Array };
  readonly replyTo?: number;
}

export interface Person {
  /** Every event so far. */
  readonly events: readonly ChatEvent[];
  /** Sends messages. @return their ids */
  send(message: Outgoing): Promise<number[]>;
  press(messageId: number, data: string): Promise<void>;
  /** Waits for the first event that matches, past ones included; fails after {@linkcode PATIENCE}. */
  waitFor(matches: (event: ChatEvent) => boolean): Promise<ChatEvent>;
  /** Waits for the bot's answer to a message: the first that replies to it. */
  waitForAnswer(messageId: number | undefined): Promise<ChatEvent>;
  fetch(path: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Milliseconds that an event may take at most. */
const PATIENCE = 30_000;

/** Connects to the chat page at `address` and follows its events. */
export function openPerson(
  address: string,
  onEvent: (event: ChatEvent) => void = () => {},
): Person {
  const events: ChatEvent[] = [];
  const waiting = new Set<() => void>();
  const closing = new AbortController();
  const following = follow(address, closing.signal, (event) => {
    events.push(event);
    onEvent(event);
    waiting.forEach((check) => check());
  });

  function waitFor(
    matches: (event: ChatEvent) => boolean,
  ): Promise<ChatEvent> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        waiting.delete(check);
      };
      const timer = setTimeout(() => {
        stop();
        reject(
          new Error(
            `No such event within ${PATIENCE / 1000} s, only: ${
              JSON.stringify(events)
            }`,
          ),
        );
      }, PATIENCE);
      function check() {
        const event = events.find(matches);
        if (!event) return;
        stop();
        resolve(event);
      }
      waiting.add(check);
      check();
    });
  }

  return {
    events,
    waitFor,
    async send(message) {
      const response = await fetch(`${address}/api/messages`, {
        method: "POST",
        body: toForm(message),
      });
      const body = await response.json();
      if (response.status !== 202) {
        throw new Error(`${response.status}: ${body.error}`);
      }
      return body.messageIds;
    },
    async press(messageId, data) {
      const response = await fetch(`${address}/api/buttons`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ messageId, data }),
      });
      if (response.status !== 202) throw new Error(await response.text());
      await response.body?.cancel();
    },
    waitForAnswer: (messageId) =>
      waitFor((event) => event.from === "bot" && event.replyTo === messageId),
    async fetch(path) {
      const response = await fetch(new URL(path, address));
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return await response.bytes();
    },
    async close() {
      closing.abort();
      await following;
    },
  };
}

function toForm({ text, photos = [], document, replyTo }: Outgoing): FormData {
  const form = new FormData();
  if (text !== undefined) form.set("text", text);
  for (const photo of photos) {
    form.append("photo", new Blob([photo.slice()]), "photo.jpg");
  }
  if (document) {
    form.set("document", new Blob([document.bytes.slice()]), document.name);
  }
  if (replyTo !== undefined) form.set("replyTo", String(replyTo));
  return form;
}

/** Reads the logged events, and reconnects whenever the connection ends. */
async function follow(
  address: string,
  signal: AbortSignal,
  onEvent: (event: ChatEvent) => void,
): Promise<void> {
  let after = 0;
  while (!signal.aborted) {
    try {
      const url = `${address}/api/events?after=${after}`;
      const response = await fetch(url, { signal });
      for await (const { name, data } of serverSentEvents(response)) {
        if (name !== "message") continue;
        const event: ChatEvent = JSON.parse(data);
        after = event.id;
        onEvent(event);
      }
    } catch {
      if (!signal.aborted) await new Promise((go) => setTimeout(go, 100));
    }
  }
}
