/**
 * Wakes the receives that wait: at once when this process changed their
 * queue, soon when another process changed anything.
 *
 * @module
 */
import type { Database } from "./database.ts";

export interface Changes {
  /** What was changed so far. Taken before a queue is looked at, it makes sure that no change is slept through. */
  mark(): string;
  /** Says that this process changed the queue. */
  announce(queue: string): void;
  /** Resolves when there is a change after `mark`, after `milliseconds`, when `signal` aborts, or at the close. */
  wait(
    queue: string,
    mark: string,
    milliseconds: number,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Wakes all, once the database is closed. */
  close(): void;
}

/** How often other processes' changes are looked for, in milliseconds. */
const LOOK_EVERY = 50;

/** Follows the changes of a database. */
export function followChanges(database: Database): Changes {
  // SQLite's own counter of what other connections committed: it lies in
  // shared memory, so that a look costs microseconds and reads no file.
  const version = database.prepare("PRAGMA data_version");
  const foreign = () => Number(version.get()?.data_version);
  let own = 0;
  const mark = () => `${own}/${foreign()}`;

  const waiting = new Set<{ queue: string; wake: () => void }>();
  let seen = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  function look() {
    let now = NaN;
    try {
      now = foreign();
    } catch {
      // Whoever waits is woken, looks for himself and meets the error.
    }
    if (now === seen) return;
    seen = now;
    for (const { wake } of waiting) wake();
  }

  return {
    mark,
    announce(queue) {
      own++;
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
        seen = foreign();
        timer = setInterval(look, LOOK_EVERY);
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
