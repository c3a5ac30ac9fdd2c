/**
 * Shows the progress of a download.
 *
 * @module
 */
import {
  drawBar,
  startProgressLine,
} from "../../../shared/command_line/progress_line.ts";

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

/**
 * Returns the line for `received` of `total` bytes after `seconds`.
 *
 * @param total `undefined` if the server does not announce it
 */
export function progressLine(
  received: number,
  total: number | undefined,
  seconds: number,
): string {
  const speed = `${megabytes(seconds > 0 ? received / seconds : 0)} MB/s`;
  if (total === undefined) return `${megabytes(received)} MB  ${speed}`;
  const fraction = total > 0 ? Math.min(received / total, 1) : 1;
  const percent = String(Math.floor(fraction * 100)).padStart(3);
  return `${drawBar(fraction)} ${percent}%  ${megabytes(received)} of ${
    megabytes(total)
  } MB  ${speed}`;
}

export interface ProgressBar {
  show(received: number, total: number | undefined): void;
  /** Ends the line. */
  end(): void;
}

/** Starts a progress bar on standard error. If that is not a terminal, only the last state is written. */
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
