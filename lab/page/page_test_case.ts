/**
 * Tests of the page: each has a chat and a browser window of its own.
 *
 * @module
 */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { assertEquals } from "@std/assert";
import { launchChromium } from "./chromium.ts";
import { findChromium } from "./find_chromium.ts";
import { serveChat, type ServedChat } from "./served_chat.ts";

const executable = findChromium();
/** Milliseconds that anything on the page may take. */
const PATIENCE = 15_000;

let browser: Browser | undefined;

/** A test's window on its chat. */
export interface Window {
  readonly page: Page;
  readonly chat: ServedChat;
  /** A second window, as of another person's device. */
  open(options?: BrowserContextOptions): Promise<Page>;
}

/**
 * Registers a test; ignored, with the reason in its name, where there is no
 * Chromium. It fails when the page reports an error of its own as well.
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
    // The browser is shared by the tests of a file.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      browser ??= await launchChromium(executable ?? "");
      await using chat = await serveChat();
      const faults: string[] = [];
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
        context.setDefaultTimeout(PATIENCE);
        const page = await context.newPage();
        page.on("pageerror", (error) => faults.push(error.message));
        await page.goto(chat.address);
        return page;
      };
      try {
        await run({ page: await open(), chat, open });
      } finally {
        for (const context of contexts) await context[Symbol.asyncDispose]();
      }
      assertEquals(faults, []);
    },
  });
}

if (executable) {
  Deno.test.afterAll(async () => {
    await browser?.close();
  });
}
