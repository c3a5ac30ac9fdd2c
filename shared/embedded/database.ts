/**
 * The one SQLite file under the embedded backend, which several processes
 * open at once.
 *
 * @module
 */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";

/** The data folder cannot be used. The message names what is wrong with it, for whoever started the program. */
export class DataFolderError extends Error {
  override name = "DataFolderError";
}

export interface Database {
  readonly closed: boolean;
  /** Compiles a statement once, to be run inside of `read` or `write`. */
  prepare(sql: string): StatementSync;
  /** Runs a statement that changes nothing; takes no lock that others wait for. */
  read<T>(work: () => T): Promise<T>;
  /** Runs `work` as one transaction: all of it is stored, or nothing. */
  write<T>(work: () => T): Promise<T>;
  close(): void;
}

/** Raised with every change of {@linkcode SCHEMA}. */
const SCHEMA_VERSION = 1;

const SCHEMA = `
  CREATE TABLE messages (
    seq           INTEGER PRIMARY KEY AUTOINCREMENT,
    id            TEXT    NOT NULL,
    queue         TEXT    NOT NULL,
    body          TEXT    NOT NULL,
    message_group TEXT,             -- on FIFO queues only
    head          INTEGER NOT NULL, -- 1: first of its group, or of no group
    visible_at    INTEGER NOT NULL, -- milliseconds since 1970
    receive_count INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX next_message ON messages (queue, head, visible_at);
  CREATE INDEX group_order ON messages (queue, message_group, seq);

  CREATE TABLE deduplications (
    queue            TEXT    NOT NULL,
    deduplication_id TEXT    NOT NULL,
    message_id       TEXT    NOT NULL,
    until            INTEGER NOT NULL,
    PRIMARY KEY (queue, deduplication_id)
  ) WITHOUT ROWID;
  CREATE INDEX deduplications_by_age ON deduplications (until);

  CREATE TABLE records (
    kind       TEXT NOT NULL,
    key        TEXT NOT NULL,
    value      TEXT NOT NULL, -- JSON
    version    TEXT NOT NULL,
    expires_at INTEGER,
    PRIMARY KEY (kind, key)
  ) WITHOUT ROWID;
  CREATE INDEX records_by_age ON records (expires_at);
`;

/** What only makes it quicker, and so may be missing in an older file. */
const INDEXES = `
  CREATE INDEX IF NOT EXISTS predictions_by_chat
    ON records (value ->> 'chatId', value ->> 'time')
    WHERE kind = 'predictions';
`;

/** How long SQLite itself waits for another process, which blocks this one: milliseconds. */
const BUSY_TIMEOUT = 50;
/** How long a transaction is tried again: milliseconds. */
const PATIENCE = 10_000;

const isBusy = (error: unknown) =>
  error instanceof Error && /database (table )?is locked/.test(error.message);

/** Runs `work` again while another process holds the lock, and lets this process go on meanwhile. */
async function whenFree<T>(work: () => T): Promise<T> {
  const deadline = performance.now() + PATIENCE;
  while (true) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
      await pause(5);
    }
  }
}

function transaction<T>(connection: DatabaseSync, work: () => T): T {
  connection.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    connection.exec("COMMIT");
    return result;
  } catch (error) {
    // SQLite ends the transaction itself on some errors, as on a full disk.
    if (connection.isTransaction) connection.exec("ROLLBACK");
    throw error;
  }
}

function prepareFile(connection: DatabaseSync, file: string) {
  connection.exec("PRAGMA journal_mode = WAL");
  // A commit survives the death of the process; only a power cut can take the last ones.
  connection.exec("PRAGMA synchronous = NORMAL");
  const health = connection.prepare("PRAGMA quick_check(1)").get();
  if (health?.quick_check !== "ok") {
    throw new Error(String(health?.quick_check));
  }
  transaction(connection, () => {
    const version = connection.prepare("PRAGMA user_version").get()
      ?.user_version;
    if (version !== 0 && version !== SCHEMA_VERSION) {
      throw new DataFolderError(
        `Cannot use '${file}' as another version of Polybot wrote it: its format is ${version}, this version reads ${SCHEMA_VERSION}`,
      );
    }
    if (version === 0) connection.exec(SCHEMA);
    connection.exec(INDEXES);
    connection.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  });
}

const damaged = (file: string, error: unknown) =>
  new DataFolderError(
    `Cannot use '${file}', the database of the data folder: ${
      error instanceof Error ? error.message : error
    }. Where it is damaged, move the folder away to start afresh`,
    { cause: error },
  );

/**
 * Opens the database in `file`, and makes it where there is none.
 *
 * @throws {DataFolderError} when the file is damaged, of another format, or cannot be written
 */
export async function openDatabase(file: string): Promise<Database> {
  let connection: DatabaseSync;
  try {
    connection = new DatabaseSync(file, { timeout: BUSY_TIMEOUT });
  } catch (error) {
    throw damaged(file, error);
  }
  try {
    await whenFree(() => prepareFile(connection, file));
  } catch (error) {
    connection.close();
    throw error instanceof DataFolderError ? error : damaged(file, error);
  }
  let closed = false;
  const run = <T>(work: () => T) =>
    whenFree(() => {
      if (closed) throw new Error(`Cannot use '${file}': it was closed`);
      return work();
    });
  return {
    get closed() {
      return closed;
    },
    prepare: (sql) => connection.prepare(sql),
    read: run,
    write: (work) => run(() => transaction(connection, work)),
    close() {
      if (closed) return;
      closed = true;
      connection.close();
    },
  };
}
