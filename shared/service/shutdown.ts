import type { Logger } from "./logging.ts";

export type ShutdownSignal = "SIGINT" | "SIGTERM";

/** Exit codes of a process ended by a signal, as shells report them: 128 plus the signal's number. */
const EXIT_CODES: Readonly<Record<ShutdownSignal, number>> = {
  SIGINT: 130,
  SIGTERM: 143,
};

/**
 * Milliseconds within which another signal is ignored. Under `deno task` or npx
 * one Ctrl-C arrives up to three times: from the terminal and from each of them.
 */
const IGNORE_REPEATS = 1000;

/**
 * Calls `stop` at the first SIGTERM or SIGINT (Ctrl-C) and then exits with 0, or
 * with 1 when `stop` throws, which is logged. Another signal at least a second
 * later ends the process immediately, with 143 or 130.
 */
export function onShutdown(
  stop: (signal: ShutdownSignal) => Promise<void>,
  log: Logger,
): void {
  let stoppingSince: number | undefined;

  async function shutDown(signal: ShutdownSignal) {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince < IGNORE_REPEATS) return;
      Deno.exit(EXIT_CODES[signal]);
    }
    stoppingSince = performance.now();
    log.info({ signal }, "stopping");
    try {
      await stop(signal);
    } catch (error) {
      log.error({ error }, "cannot stop cleanly");
      Deno.exit(1);
    }
    log.info("stopped");
    Deno.exit(0);
  }

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => shutDown(signal));
  }
}
