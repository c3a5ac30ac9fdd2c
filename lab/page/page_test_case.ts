/**
 * Registers tests of the page. Each gets its own chat and browser window.
 *
 * @module
 */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { assertEquals } from "@std/assert";
import { launchChromium } from "./chromium.ts";
import { findChromium } from "./find_chromium.ts";
import { serveChat, type ServedChat } from "./served_chat.ts";

const executable = findChromium();
/** Milliseconds that a test waits for anything on the page. */
const TIMEOUT = 15_000;

let browser: Browser | undefined;

/** A browser window with the test's chat. */
export interface Window {
  readonly page: Page;
  readonly chat: ServedChat;
  /** Opens a second window, as on another device. */
  open(options?: BrowserContextOptions): Promise<Page>;
}

/**
 * Registers a test, which also fails when the page throws an error. Without
 * Chromium, the test is ignored, with the reason in its name.
 */
export function testPage(
  name: string,
  run: (window: Window) => Promise<void>,
  options: BrowserContextOptions = {},
) {
  Deno.test({
    name: executable
      ? name
      : `${name} (ignored: no Chromium; set CHROMIUM to one)`,
    ignore: !executable,
    // The tests of a file share the browser.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      browser ??= await launchChromium(executable ?? "");
      await using chat = await serveChat();
      const errors: string[] = [];
      const contexts: AsyncDisposable[] = [];
      const open = async (changed: BrowserContextOptions = {}) => {
        const context = await browser?.newContext({
          viewport: { width: 1000, height: 760 },
          reducedMotion: "reduce",
          ...options,
          ...changed,
        });
        if (!context) throw new TypeError("Cannot open a window: no browser");
        contexts.push(context);
        context.setDefaultTimeout(TIMEOUT);
        const page = await context.newPage();
        page.on("pageerror", (error) => errors.push(error.message));
        await page.goto(chat.address);
        return page;
      };
      try {
        await run({ page: await open(), chat, open });
      } finally {
        for (const context of contexts) await context[Symbol.asyncDispose]();
      }
      assertEquals(errors, []);
    },
  });
}

if (executable) {
  Deno.test.afterAll(async () => {
    await browser?.close();
  });
}
