/**
 * A queue as rows of the database.
 *
 * A row can be received when it is the `head` of its group and its
 * `visible_at` has come. On a FIFO queue the head is the earliest message of
 * the group; the next becomes head when that one is deleted or buried. On a
 * standard queue every message is a head.
 *
 * @module
 */
import type { Message, Queue } from "../backend.ts";
import { checkSend, checkVisibility, checkWait } from "../queue_limits.ts";
import {
  DEAD_LETTERS,
  DEDUPLICATION_WINDOW,
  type QueueSettings,
} from "../queue_settings.ts";
import type { Changes } from "./changes.ts";
import type { Database } from "./database.ts";

/** The columns of a message that is about to be received. */
type Row = {
  seq: number;
  id: string;
  body: string;
  receive_count: number;
};

function prepareStatements({ prepare }: Database) {
  return {
    forget: prepare("DELETE FROM deduplications WHERE until <= ?"),
    known: prepare(
      "SELECT message_id FROM deduplications WHERE queue = ? AND deduplication_id = ?",
    ),
    remember: prepare("INSERT INTO deduplications VALUES (?, ?, ?, ?)"),
    insert: prepare(
      `INSERT INTO messages (id, queue, body, message_group, visible_at, head)
       SELECT :id, :queue, :body, :group, :visibleAt, NOT EXISTS (
         SELECT 1 FROM messages WHERE queue = :queue AND message_group = :group
       )`,
    ),
    nextVisible: prepare(
      "SELECT min(visible_at) AS at FROM messages WHERE queue = ? AND head = 1",
    ),
    next: prepare(
      `SELECT seq, id, body, receive_count FROM messages
       WHERE queue = ? AND head = 1 AND visible_at <= ?
       ORDER BY visible_at, seq LIMIT 1`,
    ),
    receive: prepare(
      "UPDATE messages SET visible_at = ?, receive_count = receive_count + 1 WHERE seq = ?",
    ),
    /** Finds a message by its last delivery. */
    delivered: prepare(
      "SELECT message_group AS 'group' FROM messages WHERE queue = ? AND seq = ? AND receive_count = ?",
    ),
    hide: prepare("UPDATE messages SET visible_at = ? WHERE seq = ?"),
    remove: prepare("DELETE FROM messages WHERE seq = ?"),
    move: prepare(
      "UPDATE messages SET queue = ?, visible_at = ? WHERE seq = ? RETURNING message_group AS 'group'",
    ),
    promote: prepare(
      `UPDATE messages SET head = 1 WHERE seq = (
         SELECT min(seq) FROM messages WHERE queue = ? AND message_group = ?
       )`,
    ),
    depth: prepare(
      `SELECT count(*) FILTER (WHERE visible_at <= :now) AS visible,
              count(*) FILTER (WHERE visible_at > :now AND receive_count > 0) AS inFlight,
              count(*) FILTER (WHERE visible_at > :now AND receive_count = 0) AS delayed
       FROM messages WHERE queue = :queue`,
    ),
    count: prepare("SELECT count(*) AS count FROM messages WHERE queue = ?"),
  };
}

/** Opens the queue of `settings`; `now` gives milliseconds since 1970. */
export function openQueue(
  database: Database,
  changes: Changes,
  settings: QueueSettings,
  now: () => number,
): Queue {
  const { name, fifo } = settings;
  const deadLetters = name + DEAD_LETTERS;
  const visibilityTimeout = settings.visibilityTimeout * 1000;
  const sql = prepareStatements(database);

  function putToDeadLetters(seq: number) {
    const group = sql.move.get(deadLetters, now(), seq)?.group ?? null;
    sql.promote.run(name, group);
  }

  /** Takes the next message that can be received; runs inside of a transaction. */
  function take(): Message | undefined {
    while (true) {
      const row = sql.next.get(name, now()) as Row | undefined;
      if (row === undefined) return undefined;
      const { seq, id, body } = row;
      if (row.receive_count >= settings.maxReceives) {
        putToDeadLetters(seq);
        continue;
      }
      const receiveCount = row.receive_count + 1;
      sql.receive.run(now() + visibilityTimeout, seq);
      return { id, body, receiveCount, receipt: `${seq}:${receiveCount}` };
    }
  }

  /** Changes a message, unless it was delivered again since `receipt`. */
  async function change(
    { receipt }: Message,
    work: (seq: number, group: string | null) => void,
  ) {
    const [seq = NaN, receiveCount = NaN] = receipt.split(":").map(Number);
    await database.write(() => {
      const row = sql.delivered.get(name, seq, receiveCount);
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
          sql.forget.run(now());
          const known = sql.known.get(name, deduplicationId);
          if (known) return String(known.message_id);
          const until = now() + DEDUPLICATION_WINDOW * 1000;
          sql.remember.run(name, deduplicationId, newId, until);
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
      while (!signal?.aborted) {
        const mark = changes.mark();
        // A look takes no lock, so that waiting costs other processes nothing.
        const visibleAt = await database.read(() =>
          sql.nextVisible.get(name)?.at
        );
        const pause = visibleAt === null ? Infinity : Number(visibleAt) - now();
        if (pause <= 0) {
          const message = await database.write(take);
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
        (seq) => sql.hide.run(now() + Math.round(seconds * 1000), seq),
      );
    },

    async delete(message) {
      await change(message, (seq, group) => {
        sql.remove.run(seq);
        sql.promote.run(name, group);
      });
    },

    async bury(message) {
      await change(message, putToDeadLetters);
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
