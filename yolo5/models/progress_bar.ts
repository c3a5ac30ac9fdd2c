/**
 * How far a download is, on one line of a terminal.
 *
 * @module
 */

const CELLS = 30;
/** A terminal is written to at most this often, in milliseconds. */
const INTERVAL = 100;

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

/**
 * The line for `received` of `total` bytes after `seconds`.
 *
 * @param total `undefined` where the server does not say
 */
export function progressLine(
  received: number,
  total: number | undefined,
  seconds: number,
): string {
  const speed = `${megabytes(seconds > 0 ? received / seconds : 0)} MB/s`;
  if (total === undefined) return `${megabytes(received)} MB  ${speed}`;
  const part = total > 0 ? Math.min(received / total, 1) : 1;
  const full = Math.floor(part * CELLS);
  const bar = "█".repeat(full) + "░".repeat(CELLS - full);
  const percent = String(Math.floor(part * 100)).padStart(3);
  return `${bar} ${percent}%  ${megabytes(received)} of ${
    megabytes(total)
  } MB  ${speed}`;
}

export interface ProgressBar {
  show(received: number, total: number | undefined): void;
  /** Ends the line. */
  end(): void;
}

/** Draws on standard error; where that is no terminal, only the last state. */
export function startProgressBar(): ProgressBar {
  const started = performance.now();
  const live = Deno.stderr.isTerminal();
  const write = (text: string) =>
    Deno.stderr.writeSync(new TextEncoder().encode(text));
  let line = "";
  let drawnAt = -Infinity;
  return {
    show(received, total) {
      const now = performance.now();
      line = progressLine(received, total, (now - started) / 1000);
      if (!live || now - drawnAt < INTERVAL) return;
      drawnAt = now;
      write(`\r\x1b[K${line}`);
    },
    end() {
      if (line) write(live ? `\r\x1b[K${line}\n` : `${line}\n`);
    },
  };
}
