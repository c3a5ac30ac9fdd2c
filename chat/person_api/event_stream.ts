/**
 * Server-sent events: what was logged behind an id, then what comes.
 *
 * @module
 */
import type {
  ChatEvent,
  EventLog,
  PassingEvent,
} from "../conversation/event_log.ts";

/** Milliseconds between comments that keep the connection known to be alive. */
const HEARTBEAT = 15_000;
const BATCH = 100;

const lineOf = (event: ChatEvent) =>
  `id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`;
const lineOfPassing = ({ name, data }: PassingEvent) =>
  `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/**
 * A stream that begins behind the event `after` and lasts until the reader
 * leaves or `closing` fires. Reads the log as the reader takes it, so that a
 * long chat is never in memory whole and nothing is missed between.
 */
export function openEventStream(
  events: EventLog,
  after: number,
  closing: AbortSignal,
): Response {
  const encoder = new TextEncoder();
  let cursor = after;
  const passing: string[] = ["retry: 1000\n\n"];
  let open = true;
  let wake = () => {};
  let end = () => {};

  const next = () => {
    if (passing.length > 0) return passing.splice(0).join("");
    const batch = events.after(cursor, BATCH);
    cursor = batch.at(-1)?.id ?? cursor;
    return batch.map(lineOf).join("");
  };

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const stopListening = events.listen({
        onLogged: () => wake(),
        onPassing(event) {
          passing.push(lineOfPassing(event));
          wake();
        },
      });
      const heartbeat = setInterval(() => {
        passing.push(": \n\n");
        wake();
      }, HEARTBEAT);
      const close = () => {
        end();
        controller.close();
      };
      end = () => {
        open = false;
        stopListening();
        clearInterval(heartbeat);
        closing.removeEventListener("abort", close);
        wake();
      };
      closing.addEventListener("abort", close);
    },
    async pull(controller) {
      let text = next();
      while (text === "") {
        const { promise: woken, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await woken;
        if (!open) return;
        text = next();
      }
      controller.enqueue(encoder.encode(text));
    },
    cancel: () => end(),
  }, { highWaterMark: 0 });

  return new Response(body, {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
    },
  });
}
