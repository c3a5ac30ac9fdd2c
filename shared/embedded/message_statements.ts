/**
 * SQL statements of a queue.
 *
 * A message can be received when it is the `head` of its group and its
 * `visible_at` has passed. On a FIFO queue the head is the earliest message of
 * the group; when it is deleted or dead-lettered, the next one becomes head. On a
 * standard queue every message is a head. So the next message is always the first
 * entry of an index, even if many messages wait behind others.
 *
 * @module
 */
import type { Database } from "./database.ts";

/** Columns of the next message to receive. */
export type NextMessage = {
  seq: number;
  id: string;
  body: string;
  receive_count: number;
};

/** Compiles the statements of a queue. */
export function prepareMessageStatements({ prepare }: Database) {
  return {
    removeDeduplications: prepare(
      "DELETE FROM deduplications WHERE until <= ?",
    ),
    findDeduplication: prepare(
      "SELECT message_id FROM deduplications WHERE queue = ? AND deduplication_id = ?",
    ),
    addDeduplication: prepare("INSERT INTO deduplications VALUES (?, ?, ?, ?)"),
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
    /** Finds a message unless it was delivered again. */
    findDelivery: prepare(
      "SELECT message_group AS 'group' FROM messages WHERE queue = ? AND seq = ? AND receive_count = ?",
    ),
    setVisibleAt: prepare("UPDATE messages SET visible_at = ? WHERE seq = ?"),
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
