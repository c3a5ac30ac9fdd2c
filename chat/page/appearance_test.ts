/// <reference lib="dom" />
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { attach, drawn, loaded, write } from "../../lab/page/user_actions.ts";
import { testPage } from "../../lab/page/page_test_case.ts";
import { ASTRONAUT, CAT, COFFEE } from "../../lab/page/sample_pictures.ts";

const PHONE = {
  viewport: { width: 360, height: 640 },
  isMobile: true,
  hasTouch: true,
};

/** Sends one message of each kind: an album, a reply, buttons, a file, a long word. */
async function sendOneOfEverything(page: Page) {
  await attach(page, CAT.path, COFFEE.path, ASTRONAUT.path);
  await write(page, "predict");
  await loaded(page, "article.bot .picture img");
  await write(page, "word".repeat(60));
  await attach(page, CAT.path);
  await page.check("input[value=file]");
  await write(page, "rotate");
  await page.waitForSelector("article.bot .document");
  await attach(page, ASTRONAUT.path);
  await page.press("#text", "Enter");
  await page.waitForSelector(".keyboard");
}

/** Returns by how many CSS pixels the page and the conversation are too wide. */
const overhang = (page: Page) =>
  page.evaluate(() =>
    [document.documentElement, document.querySelector("#scroller")].map((
      part,
    ) => part && part.scrollWidth - part.clientWidth)
  );

testPage(
  "Nothing is wider than a phone's screen",
  async ({ page }) => {
    await page.waitForSelector("#empty");
    assertEquals(await overhang(page), [0, 0]);
    await sendOneOfEverything(page);
    await attach(page, CAT.path, COFFEE.path);
    await page.waitForSelector(".chip");
    assertEquals(await overhang(page), [0, 0]);
    for (const article of await page.locator("article .bubble").all()) {
      const box = await article.boundingBox();
      assert(box && box.x >= 0 && box.x + box.width <= 360);
    }
    const send = await page.locator("#send").boundingBox();
    assert(send && send.x + send.width <= 360 && send.y + send.height <= 640);
  },
  PHONE,
);

testPage(
  "The light and the dark colours differ, and both have enough contrast",
  async ({ page, open }) => {
    const colours = (page: Page) =>
      page.evaluate(() => {
        const style = (selector: string) => {
          const part = document.querySelector(selector);
          if (!part) throw new Error(`There is no ${selector}`);
          return getComputedStyle(part);
        };
        return {
          header: style(".top").backgroundColor,
          bubble: style("article.bot .bubble").backgroundColor,
          own: style("article.person .bubble").backgroundColor,
          text: style("article.bot .text").color,
        };
      });
    await write(page, "hello");
    await page.waitForSelector("article.bot");
    const dark = await open({ colorScheme: "dark" });
    await dark.waitForSelector("article.bot");
    const [day, night] = [await colours(page), await colours(dark)];
    for (const part of ["header", "bubble", "own", "text"] as const) {
      assertNotEquals(day[part], night[part], part);
    }
    for (const { bubble, own, text } of [day, night]) {
      assert(contrast(text, bubble) > 7 && contrast(text, own) > 7);
    }
  },
);

/** Returns the contrast ratio of two opaque colours, 1 to 21, as WCAG 2 defines it. */
function contrast(one: string, other: string): number {
  const relativeLuminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? [])
      .map((value) => Number(value) / 255)
      .map((value) =>
        value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
      );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const ratio = relativeLuminance(one) / relativeLuminance(other);
  return Math.max(ratio, 1 / ratio);
}

testPage(
  "Pictures have their final size before they load, so that nothing moves",
  async ({ page, open }) => {
    await attach(page, CAT.path, COFFEE.path);
    await write(page, "predict");
    await loaded(page, "article.bot .picture img");
    const boxes = async (page: Page) => {
      await page.waitForFunction(() =>
        document.getAnimations().every(({ playState }) =>
          playState !== "running"
        )
      );
      await drawn(page);
      const pictures = await page.locator("#log .picture").all();
      return await Promise.all(pictures.map((one) => one.boundingBox()));
    };
    /** Returns the boxes once they no longer change. */
    const boxesAtRest = async (page: Page) => {
      for (let before = "";;) {
        const now = await boxes(page);
        if (JSON.stringify(now) === before) return now;
        before = JSON.stringify(now);
        await page.waitForTimeout(250);
      }
    };
    const settled = await boxesAtRest(page);
    const slow = await open();
    await loaded(slow, "article.bot .picture img");
    await slow.route("**/files/**", () => {});
    await slow.reload();
    await slow.waitForSelector("article.bot .picture");
    assertEquals(await boxesAtRest(slow), settled);
  },
);

testPage(
  "The page only calls its own server, and obeys its content security policy",
  async ({ page, chat }) => {
    const requested: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => requested.push(request.url()));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.reload();
    await sendOneOfEverything(page);
    await page.click("article.bot .picture");
    await page.keyboard.press("Escape");
    const foreign = requested.filter((url) =>
      !url.startsWith(chat.address) && !url.startsWith("blob:")
    );
    assertEquals(foreign, []);
    assertEquals(complaints, []);
  },
);

testPage(
  "Everything that can be pressed has a name for screen readers",
  async ({ page }) => {
    await sendOneOfEverything(page);
    await page.click("#help-button");
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll("button, a, input:not([hidden]), textarea")]
        .filter((part) => {
          const image = part.querySelector("img")?.alt;
          const label = part.closest("label")?.textContent;
          return !(part.ariaLabel || part.textContent?.trim() || image ||
            label);
        }).map((part) => part.outerHTML)
    );
    assertEquals(nameless, []);
    await page.keyboard.press("Escape");
    assertEquals(
      await page.getByRole("log", { name: /conversation/i }).count(),
      1,
    );
  },
);
