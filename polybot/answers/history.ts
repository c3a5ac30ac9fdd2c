/**
 * A chat's last predictions, in pages.
 *
 * @module
 */
import type { Prediction } from "../../shared/contracts.ts";
import { countObjects } from "../../shared/summary.ts";
import { historyLine, historyPage, NO_HISTORY } from "../texts.ts";

/** Predictions on a page. */
const PAGE_LENGTH = 10;

export interface Page {
  readonly text: string;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
}

/**
 * Writes a page; the last one where there are less.
 *
 * @param predictions the latest first
 * @param page from 1
 */
export function writePage(
  predictions: readonly Prediction[],
  page: number,
): Page {
  const pages = Math.max(1, Math.ceil(predictions.length / PAGE_LENGTH));
  const shown = Math.min(page, pages);
  const lines = predictions
    .slice((shown - 1) * PAGE_LENGTH, shown * PAGE_LENGTH)
    .map(({ time, labels }) =>
      historyLine(
        new Date(time),
        countObjects(labels.map((label) => label.class)),
      )
    );
  const text = lines.length > 0 ? historyPage(lines, shown, pages) : NO_HISTORY;
  return { text, page: shown, pages };
}
