/**
 * The one loop that takes messages off a queue.
 *
 * @module
 */
import type { Message, Queue } from "../backend.ts";
import { createReceiver } from "./receiver.ts";
import { prepareWork, type WorkOptions } from "./message_processor.ts";
import { CONSUMER, type ConsumerSettings } from "../queue_settings.ts";

export { parseMessage, UnreadableMessageError } from "./parse_message.ts";
export { RetryLaterError } from "./retry_policy.ts";

export interface ConsumerOptions extends Omit<WorkOptions, "settings"> {
  readonly queue: Queue;
  /**
   * Does the work of one message; when it resolves, the message is deleted.
   * `signal` aborts when the consumer was stopped and can wait no longer.
   */
  readonly handle: (message: Message, signal: AbortSignal) => Promise<void>;
  /** Tells the person, before the message goes to the dead letters. */
  readonly onDeadLetter: (message: Message, error: unknown) => Promise<void>;
  /** Where they are not those of `queue_settings.ts`. */
  readonly settings?: Partial<ConsumerSettings>;
}

export interface Consumer {
  /**
   * Takes no more messages; resolves when what is in hand is done, or was
   * handed back because it took longer than `settings.drain`.
   */
  stop(): Promise<void>;
}

/** How long handlers have once their signal aborts, in milliseconds. */
const GRACE = 500;

function checkSettings(settings: ConsumerSettings, queue: Queue) {
  const { slots, heartbeat, wait } = settings;
  const cannot = `Cannot consume '${queue.name}' as`;
  if (!Number.isInteger(slots) || slots < 1) {
    throw new RangeError(
      `${cannot} 'slots' must be a positive integer: current value is ${slots}`,
    );
  }
  if (!(wait > 0)) {
    throw new RangeError(
      `${cannot} 'wait' must be more than 0 seconds: current value is ${wait}`,
    );
  }
  if (!(heartbeat > 0 && heartbeat < queue.visibilityTimeout)) {
    throw new RangeError(
      `${cannot} 'heartbeat' must be more than 0 and less than the visibility time-out of ${queue.visibilityTimeout} seconds: current value is ${heartbeat}`,
    );
  }
}

/**
 * Takes messages off a queue until it is stopped, several at once that never
 * wait for each other, and acknowledges them one by one.
 *
 * A message whose handling fails comes again after a pause that doubles;
 * with failure number `maxFailures` it is given up. One that nobody can read
 * is given up at once, and so is one that came back time and again without
 * any end of its handling, for it may have killed its process. One that asks
 * to come later is never given up for that.
 *
 * @throws {RangeError} when a setting is out of range, as a heartbeat that is not shorter than the visibility time-out
 */
export function startConsumer(options: ConsumerOptions): Consumer {
  const { queue } = options;
  const settings = { ...CONSUMER, ...options.settings };
  checkSettings(settings, queue);
  const log = options.log.child({ queue: queue.name });
  const stopping = new AbortController();
  const receive = createReceiver(queue, settings.wait, stopping.signal, log);
  const slots = new Set<Promise<void>>();
  let held = 0;
  const work = prepareWork({ ...options, log, settings }, {
    stopping: stopping.signal,
    onHold(change) {
      held += change;
      openSlots();
    },
  });

  /** A message that only waits lends its slot to others; so many at most that they do not pile up. */
  const wanted = () => settings.slots + Math.min(held, settings.slots);

  async function runSlot() {
    let message: Message | undefined;
    while (slots.size <= wanted() && (message = await receive())) {
      if (stopping.signal.aborted) await work.handBack(message);
      else await work.on(message);
    }
  }

  function openSlots() {
    while (slots.size < wanted() && !stopping.signal.aborted) {
      const slot = runSlot().finally(() => {
        slots.delete(slot);
        openSlots();
      });
      slots.add(slot);
    }
  }

  openSlots();
  let stopped: Promise<void> | undefined;

  async function drain() {
    stopping.abort();
    const patience = settings.drain * 1000;
    const timers = [
      setTimeout(work.interrupt, patience),
      setTimeout(work.abandon, patience + GRACE),
    ];
    await Promise.all(slots);
    timers.forEach(clearTimeout);
  }

  return {
    stop() {
      stopped ??= drain();
      return stopped;
    },
  };
}
