/**
 * Milliseconds that a request continues after it should end. If the server has
 * already taken a message for it, the message arrives in this time; otherwise
 * it would stay invisible for its whole visibility timeout.
 */
const GRACE = 300;

/** Requests that wait on the server until there is a message. */
export interface LongPolls {
  /**
   * Runs `request`, and aborts it {@linkcode GRACE} after `signal` aborts or
   * the polls are closed.
   *
   * @return the result of `request`; `undefined` when it was aborted, or not started because `signal` was aborted before
   */
  run<T>(
    request: (abortSignal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T | undefined>;
  readonly closed: boolean;
  /** Ends all requests; resolves when none is under way. */
  close(): Promise<void>;
}

/** Creates a group of requests that wait on the server, and can be ended without losing messages. */
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
