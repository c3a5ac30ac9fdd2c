/**
 * Wakes waiting receives: immediately when this process changed their queue, and
 * within {@linkcode POLL_INTERVAL} when another process changed anything.
 *
 * @module
 */
import type { Database } from "./database.ts";

export interface Changes {
  /** Returns a mark of the current state. Take it before reading a queue, so that `wait` misses no later change. */
  mark(): string;
  /** Reports that this process changed the queue. */
  announce(queue: string): void;
  /** Resolves when something changed since `mark`, after `milliseconds`, when `signal` aborts, or when the database is closed. */
  wait(
    queue: string,
    mark: string,
    milliseconds: number,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Wakes all waiting receives; call it after closing the database. */
  close(): void;
}

/** Milliseconds between two checks for changes of other processes. */
export const POLL_INTERVAL = 50;

/** Watches a database for changes. */
export function followChanges(database: Database): Changes {
  // SQLite's counter of commits by other connections: it is in shared memory, so
  // reading it takes microseconds and no file access.
  const version = database.prepare("PRAGMA data_version");
  const readVersion = () => Number(version.get()?.data_version);
  let ownChanges = 0;
  const mark = () => `${ownChanges}/${readVersion()}`;

  const waiting = new Set<{ queue: string; wake: () => void }>();
  let seen = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  function poll() {
    let now = NaN;
    try {
      now = readVersion();
    } catch {
      // The woken receives get the same error and report it.
    }
    if (now === seen) return;
    seen = now;
    for (const { wake } of waiting) wake();
  }

  return {
    mark,
    announce(queue) {
      ownChanges++;
      for (const waiter of waiting) if (waiter.queue === queue) waiter.wake();
    },
    async wait(queue, since, milliseconds, signal) {
      if (database.closed || signal?.aborted || since !== mark()) return;
      const woken = Promise.withResolvers<void>();
      const waiter = { queue, wake: () => woken.resolve() };
      const end = setTimeout(waiter.wake, milliseconds);
      signal?.addEventListener("abort", waiter.wake);
      waiting.add(waiter);
      if (timer === undefined) {
        seen = readVersion();
        timer = setInterval(poll, POLL_INTERVAL);
      }
      await woken.promise;
      clearTimeout(end);
      signal?.removeEventListener("abort", waiter.wake);
      waiting.delete(waiter);
      if (waiting.size === 0) {
        clearInterval(timer);
        timer = undefined;
      }
    },
    close() {
      for (const { wake } of waiting) wake();
    },
  };
}
