/**
 * A person at the chat page, by its HTTP API.
 *
 * @module
 */

/** What `GET /api/events` tells. */
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

export interface Outgoing {
  readonly text?: string;
  readonly photos?: readonly Uint8Array[];
  readonly document?: { readonly name: string; readonly bytes: Uint8Array };
  readonly replyTo?: number;
}

export interface Person {
  /** Everything that was said so far. */
  readonly events: readonly ChatEvent[];
  /** @return the ids of the messages */
  send(message: Outgoing): Promise<number[]>;
  press(messageId: number, data: string): Promise<void>;
  /** The first event that fits, waiting for it if need be; fails when none comes. */
  waitFor(fits: (event: ChatEvent) => boolean): Promise<ChatEvent>;
  /** The bot's answer to a message: the first that replies to it. */
  waitForAnswer(messageId: number | undefined): Promise<ChatEvent>;
  fetch(path: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Longest wait for an answer, in milliseconds: a limit, not a measurement. */
const PATIENCE = 30_000;

/** Opens the chat at `address` and follows its events, telling of each. */
export function openPerson(
  address: string,
  onEvent: (event: ChatEvent) => void = () => {},
): Person {
  const events: ChatEvent[] = [];
  const waiting = new Set<() => void>();
  const leaving = new AbortController();
  const following = follow(address, leaving.signal, (event) => {
    events.push(event);
    onEvent(event);
    waiting.forEach((look) => look());
  });

  function waitFor(fits: (event: ChatEvent) => boolean): Promise<ChatEvent> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(look);
        reject(
          new Error(
            `No such event within ${PATIENCE / 1000} s, only: ${
              JSON.stringify(events)
            }`,
          ),
        );
      }, PATIENCE);
      function look() {
        const event = events.find(fits);
        if (!event) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(event);
      }
      waiting.add(look);
      look();
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
      leaving.abort();
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

/** Reads server-sent events, connecting anew where the connection ends. */
async function follow(
  address: string,
  signal: AbortSignal,
  onEvent: (event: ChatEvent) => void,
): Promise<void> {
  let after = 0;
  while (!signal.aborted) {
    try {
      const response = await fetch(`${address}/api/events?after=${after}`, {
        signal,
      });
      for await (const block of blocks(response)) {
        const data = block.match(/^data: ?(.*)$/m)?.[1];
        if (data === undefined || /^event: ?(?!message$)/m.test(block)) {
          continue;
        }
        const event: ChatEvent = JSON.parse(data);
        after = event.id;
        onEvent(event);
      }
    } catch {
      if (!signal.aborted) await new Promise((go) => setTimeout(go, 100));
    }
  }
}

async function* blocks(response: Response): AsyncGenerator<string> {
  if (!response.body) return;
  let text = "";
  for await (
    const part of response.body.pipeThrough(new TextDecoderStream())
  ) {
    text += part;
    const ended = text.split("\n\n");
    text = ended.pop() ?? "";
    yield* ended;
  }
}
