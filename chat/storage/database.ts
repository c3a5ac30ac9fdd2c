import type { SQLInputValue, StatementSync } from "node:sqlite";
import { openSqlite, transaction } from "../../shared/embedded/sqlite.ts";

/**
 * `events.id` is the only sequence of the chat: the event of a new message has
 * the message's id, and an edit takes the next number.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY, message TEXT NOT NULL, reply_to INTEGER);
  CREATE TABLE IF NOT EXISTS media (
    id TEXT PRIMARY KEY, media TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS files (
    id TEXT PRIMARY KEY, unique_id TEXT NOT NULL, path TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL, content_type TEXT NOT NULL, name TEXT,
    media_id TEXT NOT NULL REFERENCES media (id));
  CREATE TABLE IF NOT EXISTS updates (
    id INTEGER PRIMARY KEY, content TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS callback_queries (
    id TEXT PRIMARY KEY, message_id INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS settings (
    name TEXT PRIMARY KEY, value TEXT NOT NULL);
`;

/** Milliseconds that a statement waits while another process holds the lock. */
const BUSY_TIMEOUT = 5_000;

export type Row = Readonly<Record<string, SQLInputValue>>;

/** A query whose `${values}` are bound as parameters. */
type Query<Result> = (
  sql: TemplateStringsArray,
  ...values: SQLInputValue[]
) => Result;

export interface Database {
  /** Returns the first row of the result. */
  readonly one: Query<Row | undefined>;
  readonly all: Query<Row[]>;
  /** @return the id of the inserted row, and the number of changed rows */
  readonly run: Query<{ lastId: number; changes: number }>;
  /** Runs `work` as one transaction: if it throws, nothing is stored. Transactions cannot be nested. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** Opens the SQLite file of the chat, and creates it if it does not exist. */
export function openDatabase(path: string): Database {
  const database = openSqlite(path, BUSY_TIMEOUT);
  database.exec(SCHEMA);
  const statements = new Map<TemplateStringsArray, StatementSync>();
  const prepare = (sql: TemplateStringsArray) => {
    const statement = statements.get(sql) ?? database.prepare(sql.join("?"));
    statements.set(sql, statement);
    return statement;
  };
  return {
    one: (sql, ...values) => prepare(sql).get(...values) as Row | undefined,
    all: (sql, ...values) => prepare(sql).all(...values) as Row[],
    run(sql, ...values) {
      const { lastInsertRowid, changes } = prepare(sql).run(...values);
      return { lastId: Number(lastInsertRowid), changes: Number(changes) };
    },
    transaction: (work) => transaction(database, work),
    close: () => database.close(),
  };
}
