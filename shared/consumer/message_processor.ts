/**
 * Processes one message: from its delivery until it is deleted, dead-lettered
 * or back on the queue.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Message, Queue } from "../backend.ts";
import type { ConsumerSettings } from "../queue_settings.ts";
import type { Logger } from "../service/logging.ts";
import type { Metrics } from "../service/metrics.ts";
import { startHeartbeat } from "./heartbeat.ts";
import {
  isOutOfDeliveries,
  nextStep,
  RetryLaterError,
} from "./retry_policy.ts";

export interface ProcessorOptions {
  readonly queue: Queue;
  /**
   * Handles one message, which is deleted when the promise resolves. `signal`
   * aborts when the consumer was stopped and cannot wait any longer.
   */
  readonly handle: (message: Message, signal: AbortSignal) => Promise<void>;
  /** Tells the sender that the message failed; called before it is dead-lettered. */
  readonly onDeadLetter: (message: Message, error: unknown) => Promise<void>;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly settings: ConsumerSettings;
  /** Aborts when the consumer stops: postponed messages go back to the queue. */
  readonly stopping: AbortSignal;
  /** Called with 1 when a message in flight is postponed, and with -1 when its pause ends. */
  readonly onPostponed: (change: 1 | -1) => void;
}

export interface MessageProcessor {
  /** Processes one message; never rejects. */
  process(message: Message): Promise<void>;
  /** Makes a message visible again whose handler was not started. */
  returnToQueue(message: Message): Promise<void>;
  /** Aborts the signal of all handlers. */
  interrupt(): void;
  /** Stops waiting for handlers: their messages go back to the queue. */
  abandon(): void;
}

type Outcome =
  | { readonly kind: "done" }
  | { readonly kind: "retried"; readonly in: number; readonly error: unknown }
  | { readonly kind: "dead-lettered"; readonly error: unknown };

/** Pauses, unless the signal aborts first. @return the rest of the pause, in whole seconds */
async function pauseUnlessAborted(seconds: number, signal: AbortSignal) {
  const end = performance.now() + seconds * 1000;
  await pause(seconds * 1000, undefined, { signal }).catch(() => {});
  return Math.max(0, Math.ceil((end - performance.now()) / 1000));
}

/** Returns a processor for the messages of one queue. */
export function createProcessor(options: ProcessorOptions): MessageProcessor {
  const { queue, log, metrics, settings, stopping } = options;
  const interrupting = new AbortController();
  /** Functions that end the wait for a handler, one for each message in flight. */
  const abandonHandlers = new Set<(outcome: Outcome) => void>();

  async function attempt(message: Message): Promise<Outcome> {
    const { receiveCount } = message;
    if (isOutOfDeliveries(receiveCount, settings)) {
      return await deadLetter(message, handlersNeverEnded(receiveCount));
    }
    for (;;) {
      try {
        await options.handle(message, interrupting.signal);
        return { kind: "done" };
      } catch (error) {
        if (interrupting.signal.aborted) {
          return { kind: "retried", in: 0, error };
        }
        const next = nextStep(error, receiveCount, settings);
        if (next === "dead-letter") return await deadLetter(message, error);
        if ("retryIn" in next) {
          return { kind: "retried", in: next.retryIn, error };
        }
        options.onPostponed(1);
        const left = await pauseUnlessAborted(next.postponeFor, stopping);
        options.onPostponed(-1);
        if (stopping.aborted) return { kind: "retried", in: left, error };
      }
    }
  }

  async function deadLetter(
    message: Message,
    error: unknown,
  ): Promise<Outcome> {
    try {
      await options.onDeadLetter(message, error);
    } catch (failure) {
      log.error(
        { messageId: message.id, error: failure },
        "cannot tell the sender that the message failed",
      );
    }
    return { kind: "dead-lettered", error };
  }

  function settle(message: Message, outcome: Outcome): Promise<void> {
    switch (outcome.kind) {
      case "done":
        return queue.delete(message);
      case "retried":
        return queue.changeVisibility(message, outcome.in);
      case "dead-lettered":
        return queue.moveToDeadLetters(message);
    }
  }

  function report(outcome: Outcome, log: Logger) {
    const { kind } = outcome;
    metrics.jobs.inc({ queue: queue.name, outcome: kind });
    if (kind === "done") return log.info(kind);
    const { error } = outcome;
    if (kind === "dead-lettered") return log.error({ error }, kind);
    const level = error instanceof RetryLaterError ? "debug" : "warn";
    log[level]({ error, retryIn: outcome.in }, kind);
  }

  return {
    async process(message) {
      const { id: messageId, receiveCount } = message;
      const started = performance.now();
      const heartbeat = startHeartbeat(
        queue,
        message,
        settings.heartbeat,
        (error) =>
          log.warn({ messageId, error }, "cannot keep the message invisible"),
      );
      const abandoned = Promise.withResolvers<Outcome>();
      abandonHandlers.add(abandoned.resolve);
      const outcome = await Promise.race([
        attempt(message),
        abandoned.promise,
      ]);
      abandonHandlers.delete(abandoned.resolve);
      await heartbeat.stop();
      const seconds = Math.round(performance.now() - started) / 1000;
      const messageLog = log.child({ messageId, receiveCount, seconds });
      try {
        await settle(message, outcome);
        report(outcome, messageLog);
      } catch (error) {
        messageLog.error(
          { error, outcome: outcome.kind },
          "cannot record the outcome on the queue: the message will be delivered again",
        );
      }
    },

    async returnToQueue(message) {
      try {
        await queue.changeVisibility(message, 0);
      } catch (error) {
        log.warn(
          { messageId: message.id, error },
          "cannot return the message: it will be delivered again after its visibility timeout",
        );
      }
    },

    interrupt() {
      interrupting.abort(
        new Error("Cannot go on: the process is being stopped"),
      );
    },

    abandon() {
      const error = new Error("Cannot wait: the handler did not end in time");
      for (const abandon of abandonHandlers) {
        abandon({ kind: "retried", in: 0, error });
      }
    },
  };
}

const handlersNeverEnded = (receiveCount: number) =>
  new Error(
    `Cannot handle the message: it was started ${
      receiveCount - 1
    } times and never ended`,
  );
