/**
 * How far something is, on one line of a terminal.
 *
 * @module
 */

/** A terminal is written to at most this often, in milliseconds. */
const INTERVAL = 100;

/** A bar of some cells, `part` of it full: from 0 to 1. */
export function drawBar(part: number, cells = 30): string {
  const full = Math.floor(Math.min(Math.max(part, 0), 1) * cells);
  return "█".repeat(full) + "░".repeat(cells - full);
}

/** A line that is too long would take two, and only the last be written over. */
const fit = (line: string) =>
  line.slice(0, (Deno.consoleSize().columns || Infinity) - 1);

export interface ProgressLine {
  /** Puts `line` in the place of the one before. */
  show(line: string): void;
  /** Writes a line that stays, above the one that changes. */
  say(line: string): void;
  /** Leaves the last line. */
  end(): void;
}

/**
 * Writes to standard error. Where that is no terminal, a line is written every
 * `plainEvery` seconds, and the last one.
 */
export function startProgressLine(
  { plainEvery = Infinity }: { readonly plainEvery?: number } = {},
): ProgressLine {
  const live = Deno.stderr.isTerminal();
  const interval = live ? INTERVAL : plainEvery * 1000;
  const write = (text: string) =>
    Deno.stderr.writeSync(new TextEncoder().encode(text));
  const draw = (line: string) =>
    write(live ? `\r\x1b[K${fit(line)}` : `${line}\n`);
  let latest = "";
  let drawn = "";
  let drawnAt = live ? -Infinity : performance.now();
  return {
    show(line) {
      latest = line;
      const now = performance.now();
      if (now - drawnAt < interval) return;
      drawnAt = now;
      drawn = line;
      draw(line);
    },
    say(line) {
      if (live) write("\r\x1b[K");
      write(`${line}\n`);
      if (live) draw(drawn);
    },
    end() {
      if (live ? latest : latest !== drawn) draw(latest);
      if (live && latest) write("\n");
    },
  };
}
