/**
 * Ends the process in order when it is told to.
 *
 * @module
 */
import type { Logger } from "./logging.ts";

export type ShutdownSignal = "SIGINT" | "SIGTERM";

/** What a shell reports for a process that a signal ended: 128 and the signal's number. */
const EXIT_CODES: Readonly<Record<ShutdownSignal, number>> = {
  SIGINT: 130,
  SIGTERM: 143,
};

/**
 * A Ctrl-C under `deno task` or npx comes up to three times within
 * milliseconds: from the terminal, and passed on by each of them. What comes
 * so soon, in milliseconds, is no second wish.
 */
const REPEATED_WITHIN = 1000;

/**
 * Calls `stop` once at the first SIGTERM or SIGINT (Ctrl-C) and then exits:
 * with 0, or with 1 when `stop` throws, which is logged. A second signal, a
 * second later or more, exits at once, with 143 or 130.
 */
export function onShutdown(
  stop: (signal: ShutdownSignal) => Promise<void>,
  log: Logger,
): void {
  let stoppingSince: number | undefined;

  async function shutDown(signal: ShutdownSignal) {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince < REPEATED_WITHIN) return;
      Deno.exit(EXIT_CODES[signal]);
    }
    stoppingSince = performance.now();
    log.info({ signal }, "stopping");
    try {
      await stop(signal);
    } catch (error) {
      log.error({ error }, "cannot stop in order");
      Deno.exit(1);
    }
    log.info("stopped");
    Deno.exit(0);
  }

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => shutDown(signal));
  }
}
