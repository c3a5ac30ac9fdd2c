/**
 * Handles Ctrl-C: the first one ends the load test in order, the second one
 * ends the process.
 *
 * @module
 */

/** Exit code of a process that SIGINT ended, as shells report it. */
export const INTERRUPTED = 130;

/** Milliseconds within which a second signal is the same one, forwarded by a parent process. */
const FORWARDED_WITHIN = 1000;

/** Returns a signal that is aborted at the first SIGINT or SIGTERM. */
export function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  let firstAt: number | undefined;
  const interrupt = () => {
    const now = performance.now();
    if (firstAt !== undefined && now - firstAt > FORWARDED_WITHIN) {
      Deno.exit(INTERRUPTED);
    }
    firstAt ??= now;
    controller.abort();
  };
  Deno.addSignalListener("SIGINT", interrupt);
  Deno.addSignalListener("SIGTERM", interrupt);
  return controller.signal;
}
