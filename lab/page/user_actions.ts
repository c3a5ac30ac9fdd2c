/// <reference lib="dom" />
/** Actions of a user at the page, and what a user waits for. */
import type { Page } from "playwright-core";

export const attach = (page: Page, ...paths: string[]) =>
  page.setInputFiles("#files", paths);

export async function write(page: Page, text: string) {
  await page.fill("#text", text);
  await page.press("#text", "Enter");
}

/** Waits until the picture has loaded and is visible. */
export const loaded = (page: Page, selector: string) =>
  page.waitForFunction(
    (selector) => {
      const picture = document.querySelector(selector);
      return picture instanceof HTMLImageElement && picture.naturalWidth > 0;
    },
    selector,
  );

/** Tells whether the element with the focus matches the selector. */
export const hasFocus = (page: Page, selector: string) =>
  page.evaluate(
    (selector) => document.activeElement?.matches(selector) ?? false,
    selector,
  );

/** Waits until the page has drawn everything that arrived, and observers have run. */
export const drawn = (page: Page) =>
  page.evaluate(() =>
    new Promise((shown) =>
      requestAnimationFrame(() => requestAnimationFrame(shown))
    )
  );
