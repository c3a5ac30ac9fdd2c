/**
 * Ctrl-C: the first ends the test in order, a second the process.
 *
 * @module
 */

/** What a shell reports for a process that SIGINT ended. */
export const INTERRUPTED = 130;

/** A signal that comes so soon after another, in milliseconds, is the same wish, passed on by a parent. */
const REPEATED_WITHIN = 1000;

/** Aborts at the first SIGINT or SIGTERM. */
export function interruption(): AbortSignal {
  const stopping = new AbortController();
  let since: number | undefined;
  const stop = () => {
    const now = performance.now();
    if (since !== undefined && now - since > REPEATED_WITHIN) {
      Deno.exit(INTERRUPTED);
    }
    since ??= now;
    stopping.abort();
  };
  Deno.addSignalListener("SIGINT", stop);
  Deno.addSignalListener("SIGTERM", stop);
  return stopping.signal;
}
