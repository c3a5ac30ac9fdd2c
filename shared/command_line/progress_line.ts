/** Milliseconds between two updates of a terminal. */
const INTERVAL = 100;

/** Returns a bar that is filled up to `part`, from 0 to 1. */
export function drawBar(part: number, cells = 30): string {
  const full = Math.floor(Math.min(Math.max(part, 0), 1) * cells);
  return "█".repeat(full) + "░".repeat(cells - full);
}

/** Shortens a line to the width of the terminal, because only one line can be overwritten. */
const fit = (line: string) =>
  line.slice(0, (Deno.consoleSize().columns || Infinity) - 1);

export interface ProgressLine {
  /** Replaces the line shown before. */
  show(line: string): void;
  /** Prints a line that stays, above the one that changes. */
  print(line: string): void;
  /** Ends the display; the last line stays. */
  end(): void;
}

/**
 * Starts a progress line on standard error. If that is not a terminal, it prints a
 * line every `plainEvery` seconds, and the last one.
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
    print(line) {
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
