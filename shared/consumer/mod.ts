import type { Message, Queue } from "../backend.ts";
import { CONSUMER, type ConsumerSettings } from "../queue_settings.ts";
import { createProcessor, type ProcessorOptions } from "./message_processor.ts";
import { createReceiver } from "./receiver.ts";

export { parseMessage, UnreadableMessageError } from "./parse_message.ts";
export { RetryLaterError } from "./retry_policy.ts";

export interface ConsumerOptions
  extends Omit<ProcessorOptions, "settings" | "stopping" | "onPostponed"> {
  /**
   * Settings that differ from the default.
   *
   * @default {CONSUMER}
   */
  readonly settings?: Partial<ConsumerSettings>;
}

export interface Consumer {
  /**
   * Stops receiving. Resolves when every message in flight is done, or was
   * returned to the queue because it took longer than `settings.drain`.
   */
  stop(): Promise<void>;
}

/** Milliseconds that handlers have to end once their signal is aborted. */
const ABORT_GRACE = 500;

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
      `${cannot} 'heartbeat' must be more than 0 and less than the visibility timeout of ${queue.visibilityTimeout} seconds: current value is ${heartbeat}`,
    );
  }
}

/**
 * Consumes a queue until it is stopped. Up to `slots` messages are handled at
 * the same time; no slot waits for another, and each message is acknowledged by itself.
 *
 * A message whose handler fails is retried after a delay that doubles each time,
 * and is dead-lettered after `maxFailures` failures. It is dead-lettered
 * immediately when its body cannot be read, and also when it was delivered several
 * times but no handler ended, because the message may be what kills the process. A {@linkcode RetryLaterError} does not count as a failure.
 *
 * @example
 * ```ts
 * const consumer = startConsumer({
 *   queue: backend.identify,
 *   handle: (message) => detect(parseMessage(IdentifyJob, message)),
 *   onDeadLetter: (message) => tellSender(message),
 *   log,
 *   metrics,
 * });
 * await consumer.stop();
 * ```
 *
 * @throws {RangeError} when a setting is out of range, such as a heartbeat that is not shorter than the visibility timeout
 */
export function startConsumer(options: ConsumerOptions): Consumer {
  const { queue } = options;
  const settings = { ...CONSUMER, ...options.settings };
  checkSettings(settings, queue);
  const log = options.log.child({ queue: queue.name });
  const stopping = new AbortController();
  const receive = createReceiver(queue, settings.wait, stopping.signal, log);
  const slots = new Set<Promise<void>>();
  let postponed = 0;
  const processor = createProcessor({
    ...options,
    log,
    settings,
    stopping: stopping.signal,
    onPostponed(change) {
      postponed += change;
      openSlots();
    },
  });

  /** Returns the number of slots. A postponed message frees its slot for another, up to twice the slots in total. */
  const allowedSlots = () =>
    settings.slots + Math.min(postponed, settings.slots);

  async function runSlot() {
    let message: Message | undefined;
    while (slots.size <= allowedSlots() && (message = await receive())) {
      if (stopping.signal.aborted) await processor.returnToQueue(message);
      else await processor.process(message);
    }
  }

  function openSlots() {
    while (slots.size < allowedSlots() && !stopping.signal.aborted) {
      const slot = runSlot().finally(() => {
        slots.delete(slot);
        openSlots();
      });
      slots.add(slot);
    }
  }

  async function drain() {
    stopping.abort();
    const drainTime = settings.drain * 1000;
    const timers = [
      setTimeout(processor.interrupt, drainTime),
      setTimeout(processor.abandon, drainTime + ABORT_GRACE),
    ];
    await Promise.all(slots);
    timers.forEach(clearTimeout);
  }

  openSlots();
  let stopped: Promise<void> | undefined;
  return {
    stop() {
      stopped ??= drain();
      return stopped;
    },
  };
}
