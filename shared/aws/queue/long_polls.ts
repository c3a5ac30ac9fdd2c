/**
 * Requests that wait at the server, and can be ended without losing what the
 * server may have taken for them already.
 *
 * @module
 */

/**
 * How long a request goes on when it is to end, in milliseconds: a message
 * that the server has taken for it is on its way then, and would otherwise
 * stay hidden from all for its whole visibility time-out.
 */
const GRACE = 300;

export interface LongPolls {
  /**
   * Runs `request`, and aborts it {@linkcode GRACE} after `signal` aborts or
   * the polls are closed.
   *
   * @return what it gives; `undefined` when it was aborted, or not begun as `signal` had aborted before
   */
  run<T>(
    request: (abortSignal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T | undefined>;
  readonly closed: boolean;
  /** Ends all; resolves when none is under way. */
  close(): Promise<void>;
}

/** Long polls, none of them under way yet. */
export function createLongPolls(): LongPolls {
  const closing = new AbortController();
  const underWay = new Set<Promise<unknown>>();

  async function run<T>(
    request: (abortSignal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T | undefined> {
    const ends = signal ? [signal, closing.signal] : [closing.signal];
    if (ends.some(({ aborted }) => aborted)) return undefined;
    const aborting = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = () => {
      timer ??= setTimeout(() => aborting.abort(), GRACE);
    };
    for (const each of ends) each.addEventListener("abort", end);
    try {
      return await request(aborting.signal);
    } catch (error) {
      if (aborting.signal.aborted) return undefined;
      throw error;
    } finally {
      clearTimeout(timer);
      for (const each of ends) each.removeEventListener("abort", end);
    }
  }

  return {
    async run(request, signal) {
      const poll = run(request, signal);
      underWay.add(poll);
      try {
        return await poll;
      } finally {
        underWay.delete(poll);
      }
    },
    get closed() {
      return closing.signal.aborted;
    },
    async close() {
      closing.abort();
      await Promise.allSettled(underWay);
    },
  };
}
