/**
 * The SQLite file of the embedded backend, which several processes may have
 * open at the same time.
 *
 * @module
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { DataFolderError } from "./data_folder.ts";
import { SCHEMA, SCHEMA_VERSION } from "./schema.ts";
import { openSqlite, transaction } from "./sqlite.ts";

export interface Database {
  readonly closed: boolean;
  /** Compiles a statement, to be run in `read` or `write`. */
  prepare(sql: string): StatementSync;
  /** Runs statements that change nothing, without a lock for which others would wait. */
  read<T>(work: () => T): Promise<T>;
  /** Runs `work` as one transaction: if it throws, nothing is stored. */
  write<T>(work: () => T): Promise<T>;
  close(): void;
}

/** Milliseconds that SQLite itself waits for another process, blocking this one. */
const BUSY_TIMEOUT = 50;
/** Milliseconds that a transaction is retried while another process holds the lock. */
const LOCK_TIMEOUT = 10_000;

const isLocked = (error: unknown) =>
  error instanceof Error && /database (table )?is locked/.test(error.message);

/** Retries `work` while another process holds the lock, without blocking this process. */
async function retryWhileLocked<T>(work: () => T): Promise<T> {
  const deadline = performance.now() + LOCK_TIMEOUT;
  while (true) {
    try {
      return work();
    } catch (error) {
      if (!isLocked(error) || performance.now() > deadline) throw error;
      await pause(5);
    }
  }
}

/** Checks the file, and creates the tables in a new one. */
function prepareFile(connection: DatabaseSync, file: string) {
  const health = connection.prepare("PRAGMA quick_check(1)").get();
  if (health?.["quick_check"] !== "ok") {
    throw new Error(String(health?.["quick_check"]));
  }
  transaction(connection, () => {
    const row = connection.prepare("PRAGMA user_version").get();
    const version = row?.["user_version"];
    if (version !== 0 && version !== SCHEMA_VERSION) {
      throw new DataFolderError(
        `Cannot use '${file}' as another version of Polybot wrote it: its format is ${version}, this version reads ${SCHEMA_VERSION}`,
      );
    }
    connection.exec(SCHEMA);
    connection.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  });
}

/**
 * Opens the database in `file`, which is created if it does not exist.
 *
 * @throws {DataFolderError} when the file is damaged, of another format, or cannot be written
 */
export async function openDatabase(file: string): Promise<Database> {
  const connection = await retryWhileLocked(() => {
    const opened = openSqlite(file, BUSY_TIMEOUT);
    try {
      prepareFile(opened, file);
      return opened;
    } catch (error) {
      opened.close();
      throw error;
    }
  }).catch((error) => {
    throw error instanceof DataFolderError ? error : new DataFolderError(
      `Cannot use '${file}', the database of the data folder: ${
        error instanceof Error ? error.message : error
      }. If it is damaged, move the folder away to start from scratch`,
      { cause: error },
    );
  });
  let closed = false;
  const run = <T>(work: () => T) =>
    retryWhileLocked(() => {
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
