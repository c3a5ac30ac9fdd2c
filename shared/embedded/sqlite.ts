import { DatabaseSync } from "node:sqlite";

/**
 * Opens a file, which is created if it does not exist. Committed transactions
 * survive a crash of the process; only a power failure can lose the latest ones.
 *
 * @param busyTimeout milliseconds that a statement waits, blocking this process, while another process holds the lock
 */
export function openSqlite(file: string, busyTimeout: number): DatabaseSync {
  const connection = new DatabaseSync(file, { timeout: busyTimeout });
  try {
    connection.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  } catch (error) {
    connection.close();
    throw error;
  }
  return connection;
}

/** Runs `work` as one transaction: if it throws, nothing is stored. Transactions cannot be nested. */
export function transaction<T>(connection: DatabaseSync, work: () => T): T {
  connection.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    connection.exec("COMMIT");
    return result;
  } catch (error) {
    // SQLite itself ends the transaction after some errors, such as a full disk.
    if (connection.isTransaction) connection.exec("ROLLBACK");
    throw error;
  }
}
