/**
 * The SQL under a queue.
 *
 * A message can be received when it is the `head` of its group and its
 * `visible_at` has come. On a FIFO queue the head is the earliest message of
 * the group; the next becomes head when that one is deleted or dead-lettered. On a
 * standard queue every message is a head. So the next message is the first
 * of an index, however many wait behind others.
 *
 * @module
 */
import type { Database } from "./database.ts";

/** The columns of a message that is about to be received. */
export type NextMessage = {
  seq: number;
  id: string;
  body: string;
  receive_count: number;
};

/** Compiles what a queue runs. */
export function prepareMessageStatements({ prepare }: Database) {
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
