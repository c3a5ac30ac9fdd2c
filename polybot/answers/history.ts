/**
 * A chat's last predictions, in pages.
 *
 * @module
 */
import type { Backend } from "../../shared/backend.ts";
import type { Prediction } from "../../shared/contracts.ts";
import { countObjects } from "../../shared/detection_summary.ts";
import type { TextReply } from "../telegram/replies.ts";
import { historyLine, historyPage, NO_HISTORY } from "../texts.ts";
import { pageButtons } from "./buttons.ts";

/** Predictions on a page of the history. */
export const HISTORY_PAGE_LENGTH = 10;

export interface HistoryPage {
  readonly text: string;
  /** Number of the page, from 1. */
  readonly page: number;
  /** Number of pages. */
  readonly pages: number;
}

/** Returns a page of a chat's history, with the buttons that lead to the other pages. */
export async function historyReply(
  { predictions }: Backend,
  chatId: number,
  number: number,
): Promise<TextReply> {
  const page = writePage(await predictions.ofChat(chatId), number);
  return { text: page.text, buttons: pageButtons(page.page, page.pages) };
}

/**
 * Writes a page of the history; the last one if it does not exist.
 *
 * @param predictions the latest first
 * @param number from 1
 */
export function writePage(
  predictions: readonly Prediction[],
  number: number,
): HistoryPage {
  const pages = Math.max(
    1,
    Math.ceil(predictions.length / HISTORY_PAGE_LENGTH),
  );
  const page = Math.min(number, pages);
  const lines = predictions
    .slice((page - 1) * HISTORY_PAGE_LENGTH, page * HISTORY_PAGE_LENGTH)
    .map(({ time, labels }) =>
      historyLine(
        new Date(time),
        countObjects(labels.map((label) => label.class)),
      )
    );
  const text = lines.length > 0 ? historyPage(lines, page, pages) : NO_HISTORY;
  return { text, page, pages };
}
