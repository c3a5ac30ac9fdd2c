/**
 * The work on one message, from its receipt until it is off the queue or on
 * its way back.
 *
 * @module
 */
import type { Message, Queue } from "../backend.ts";
import type { Logger } from "../service/logging.ts";
import type { Metrics } from "../service/metrics.ts";
import type { ConsumerSettings } from "../queue_settings.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { isWornOut, judgeFailure, RetryLaterError } from "./retry_policy.ts";
import { waitFor } from "./wait.ts";

/** What the work needs. */
export interface WorkOptions {
  readonly queue: Queue;
  readonly handle: (message: Message, signal: AbortSignal) => Promise<void>;
  readonly onDeadLetter: (message: Message, error: unknown) => Promise<void>;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly settings: ConsumerSettings;
}

/** How messages are held in hand. */
export interface Holding {
  /** Aborts when nothing is held any more. */
  readonly stopping: AbortSignal;
  /** Told whenever another message is held (1), or one no more (-1). */
  readonly onHold: (change: 1 | -1) => void;
}

/** The work on all messages that are in hand. */
export interface Work {
  /** Works on one message; resolves, whatever comes of it, when it is out of hand. */
  on(message: Message): Promise<void>;
  /** Gives a message back that was not begun. */
  handBack(message: Message): Promise<void>;
  /** Asks the handlers to end now. */
  interrupt(): void;
  /** Waits for no handler any more: what is in hand is handed back. */
  abandon(): void;
}

type Outcome =
  | { readonly kind: "done" }
  | { readonly kind: "retried"; readonly in: number; readonly error: unknown }
  | { readonly kind: "dead-lettered"; readonly error: unknown };

/** Prepares the work on a queue's messages. */
export function prepareWork(
  { queue, handle, onDeadLetter, log: queueLog, metrics, settings }:
    WorkOptions,
  { stopping, onHold }: Holding,
): Work {
  const ending = new AbortController();
  /** One for each message in hand: gives up waiting for its handler. */
  const abandons = new Set<(outcome: Outcome) => void>();

  async function attempt(message: Message): Promise<Outcome> {
    const { receiveCount } = message;
    if (isWornOut(receiveCount, settings)) {
      return await exhaust(message, wornOut(receiveCount));
    }
    for (;;) {
      try {
        await handle(message, ending.signal);
        return { kind: "done" };
      } catch (error) {
        if (ending.signal.aborted) return { kind: "retried", in: 0, error };
        const verdict = judgeFailure(error, receiveCount, settings);
        if (verdict === "give up") return await exhaust(message, error);
        if ("retryIn" in verdict) {
          return { kind: "retried", in: verdict.retryIn, error };
        }
        onHold(1);
        const left = await waitFor(verdict.holdFor, stopping);
        onHold(-1);
        if (stopping.aborted) return { kind: "retried", in: left, error };
      }
    }
  }

  async function exhaust(message: Message, error: unknown): Promise<Outcome> {
    try {
      await onDeadLetter(message, error);
    } catch (failure) {
      queueLog.error(
        { messageId: message.id, error: failure },
        "cannot tell the person that the message is given up",
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
    metrics.jobs.inc({ queue: queue.name, outcome: outcome.kind });
    if (outcome.kind === "done") return log.info("done");
    const { error } = outcome;
    if (outcome.kind === "dead-lettered") {
      return log.error({ error }, "dead-lettered");
    }
    const level = error instanceof RetryLaterError ? "debug" : "warn";
    log[level]({ error, retryIn: outcome.in }, "retried");
  }

  return {
    async on(message) {
      const { id: messageId, receiveCount } = message;
      const started = performance.now();
      const heartbeat = startHeartbeat(
        queue,
        message,
        settings.heartbeat,
        (error) =>
          queueLog.warn({ messageId, error }, "cannot keep the message hidden"),
      );
      const abandoned = Promise.withResolvers<Outcome>();
      abandons.add(abandoned.resolve);
      const outcome = await Promise.race([
        attempt(message),
        abandoned.promise,
      ]);
      abandons.delete(abandoned.resolve);
      await heartbeat.stop();
      const seconds = Math.round(performance.now() - started) / 1000;
      const log = queueLog.child({ messageId, receiveCount, seconds });
      try {
        await settle(message, outcome);
        report(outcome, log);
      } catch (error) {
        log.error(
          { error, outcome: outcome.kind },
          "cannot tell the queue what became of the message: it comes again",
        );
      }
    },

    async handBack(message) {
      try {
        await queue.changeVisibility(message, 0);
      } catch (error) {
        queueLog.warn(
          { messageId: message.id, error },
          "cannot hand the message back: it comes again by itself",
        );
      }
    },

    interrupt() {
      ending.abort(new Error("Cannot go on: the process is being stopped"));
    },

    abandon() {
      const error = new Error("Cannot wait: the handler did not end in time");
      for (const abandon of abandons) {
        abandon({ kind: "retried", in: 0, error });
      }
    },
  };
}

const wornOut = (receiveCount: number) =>
  new Error(
    `Cannot handle the message: it was begun ${
      receiveCount - 1
    } times and never came to an end`,
  );
