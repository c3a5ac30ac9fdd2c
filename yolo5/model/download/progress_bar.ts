/**
 * How far a download is.
 *
 * @module
 */
import {
  drawBar,
  startProgressLine,
} from "../../../shared/command_line/progress_line.ts";

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
  const percent = String(Math.floor(part * 100)).padStart(3);
  return `${drawBar(part)} ${percent}%  ${megabytes(received)} of ${
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
  const line = startProgressLine();
  return {
    show(received, total) {
      const seconds = (performance.now() - started) / 1000;
      line.show(progressLine(received, total, seconds));
    },
    end: line.end,
  };
}
