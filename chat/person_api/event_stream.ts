import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { EventLog, TransientEvent } from "../conversation/event_log.ts";

/** Milliseconds between the comments that keep an idle connection open. */
const HEARTBEAT = 15_000;
/** Milliseconds after which a browser reconnects. */
const RETRY = 1000;
/** Maximum events that are in memory at the same time. */
const BATCH = 100;

/**
 * Streams server-sent events: first the logged events after the id `after`,
 * then new ones as they happen. Ends when the reader leaves or `closing` fires.
 * The log is only read as fast as the reader receives events.
 */
export const streamEvents = (
  context: Context,
  events: EventLog,
  after: number,
  closing: AbortSignal,
): Response =>
  streamSSE(context, async (stream) => {
    const transient: TransientEvent[] = [];
    let wake = () => {};
    const stopListening = events.listen({
      onLogged: () => wake(),
      onTransient(event) {
        transient.push(event);
        wake();
      },
    });
    const heartbeat = setInterval(() => stream.write(": \n\n"), HEARTBEAT);
    const abort = () => stream.abort();
    closing.addEventListener("abort", abort);
    stream.onAbort(() => wake());
    try {
      await stream.write(`retry: ${RETRY}\n\n`);
      for (let cursor = after; !stream.aborted;) {
        const woken = new Promise<void>((resolve) => wake = resolve);
        for (const { name, data } of transient.splice(0)) {
          await stream.writeSSE({ event: name, data: JSON.stringify(data) });
        }
        const batch = events.after(cursor, BATCH);
        for (const event of batch) {
          const data = JSON.stringify(event);
          await stream.writeSSE({ id: String(event.id), data });
          cursor = event.id;
        }
        if (batch.length === 0 && !stream.aborted) await woken;
      }
    } finally {
      closing.removeEventListener("abort", abort);
      clearInterval(heartbeat);
      stopListening();
    }
  });
