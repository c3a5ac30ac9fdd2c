/**
 * A queue in the database; `message_statements.ts` explains the rows.
 *
 * @module
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Message, Queue } from "../backend.ts";
import { checkSend, checkVisibility, checkWait } from "../queue_limits.ts";
import {
  DEAD_LETTER_SUFFIX,
  DEDUPLICATION_WINDOW,
  type QueueSettings,
} from "../queue_settings.ts";
import type { Changes } from "./changes.ts";
import type { Database } from "./database.ts";
import {
  type NextMessage,
  prepareMessageStatements,
} from "./message_statements.ts";

/**
 * Opens a queue.
 *
 * @param now milliseconds since 1970
 */
export function openQueue(
  database: Database,
  changes: Changes,
  settings: QueueSettings,
  now: () => number,
): Queue {
  const { name, fifo } = settings;
  const deadLetters = name + DEAD_LETTER_SUFFIX;
  const visibilityTimeout = settings.visibilityTimeout * 1000;
  const sql = prepareMessageStatements(database);

  function deadLetter(seq: number) {
    const group = sql.move.get(deadLetters, now(), seq)?.group ?? null;
    sql.promote.run(name, group);
  }

  /** Receives the next message, within a transaction. */
  function receiveNext(): Message | undefined {
    while (true) {
      const row = sql.next.get(name, now()) as NextMessage | undefined;
      if (row === undefined) return undefined;
      const { seq, id, body } = row;
      if (row.receive_count >= settings.maxReceives) {
        deadLetter(seq);
        continue;
      }
      const receiveCount = row.receive_count + 1;
      sql.receive.run(now() + visibilityTimeout, seq);
      return { id, body, receiveCount, receipt: `${seq}:${receiveCount}` };
    }
  }

  /** Changes a message, unless its receipt is outdated. */
  async function change(
    { receipt }: Message,
    work: (seq: number, group: string | null) => void,
  ) {
    const [seq = NaN, receiveCount = NaN] = receipt.split(":").map(Number);
    await database.write(() => {
      const row = sql.findDelivery.get(name, seq, receiveCount);
      if (row) work(seq, row.group as string | null);
    });
    changes.announce(name);
  }

  return {
    name,
    visibilityTimeout: settings.visibilityTimeout,

    async send(body, options = {}) {
      checkSend(body, options, fifo);
      const { delay = 0, group = null, deduplicationId } = options;
      const newId = crypto.randomUUID();
      const id = await database.write(() => {
        if (deduplicationId !== undefined) {
          sql.removeDeduplications.run(now());
          const earlier = sql.findDeduplication.get(name, deduplicationId);
          if (earlier) return String(earlier.message_id);
          const until = now() + DEDUPLICATION_WINDOW * 1000;
          sql.addDeduplication.run(name, deduplicationId, newId, until);
        }
        const visibleAt = now() + Math.round(delay * 1000);
        sql.insert.run({ id: newId, queue: name, body, group, visibleAt });
        return newId;
      });
      changes.announce(name);
      return id;
    },

    async receive({ wait, signal }) {
      checkWait(wait);
      const deadline = performance.now() + wait * 1000;
      // SQLite calls are synchronous: without this, a busy consumer would keep
      // timers, signals and requests of this process from running.
      await nextTurn();
      while (!signal?.aborted) {
        // Reading takes no lock, so waiting does not slow down other processes.
        const { mark, visibleAt } = await database.read(() => ({
          mark: changes.mark(),
          visibleAt: sql.nextVisible.get(name)?.at ?? Infinity,
        }));
        const pause = Number(visibleAt) - now();
        if (pause <= 0) {
          const message = await database.write(receiveNext);
          changes.announce(name);
          if (message) return message;
          continue;
        }
        const left = deadline - performance.now();
        if (left <= 0) break;
        await changes.wait(name, mark, Math.min(left, pause), signal);
        if (database.closed) break;
      }
      return undefined;
    },

    async changeVisibility(message, seconds) {
      checkVisibility(seconds);
      await change(
        message,
        (seq) => sql.setVisibleAt.run(now() + Math.round(seconds * 1000), seq),
      );
    },

    async delete(message) {
      await change(message, (seq, group) => {
        sql.remove.run(seq);
        sql.promote.run(name, group);
      });
    },

    async moveToDeadLetters(message) {
      await change(message, deadLetter);
    },

    async depth() {
      const row = await database.read(() =>
        sql.depth.get({ now: now(), queue: name })
      );
      return {
        visible: Number(row?.visible),
        inFlight: Number(row?.inFlight),
        delayed: Number(row?.delayed),
      };
    },

    async deadLetters() {
      const row = await database.read(() => sql.count.get(deadLetters));
      return Number(row?.count);
    },
  };
}
