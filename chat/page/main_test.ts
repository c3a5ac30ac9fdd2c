/// <reference lib="dom" />
import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  attach,
  drawn,
  hasFocus,
  loaded,
  write,
} from "../../lab/page/user_actions.ts";
import { testPage } from "../../lab/page/page_test_case.ts";
import { ASTRONAUT, CAT, COFFEE } from "../../lab/page/sample_pictures.ts";

testPage(
  "An empty chat explains how to begin, and offers samples to send",
  async ({ page }) => {
    await page.waitForSelector("#empty");
    assertMatch(await page.innerText("#empty"), /predict/);
    await page.click("[data-sample='astronaut.jpg']");
    await page.waitForSelector(".preview img");
    assertEquals(await page.inputValue("#text"), "predict");
    await page.keyboard.press("Enter");
    await page.waitForSelector("article.bot .picture");
    assertEquals(await page.isVisible("#empty"), false);
  },
);

testPage(
  "A photo with a caption appears, followed by the bot's picture",
  async ({ page }) => {
    await attach(page, CAT.path);
    await page.waitForSelector(".preview img");
    await write(page, "predict");
    await loaded(page, "article.person .picture img");
    await loaded(page, "article.bot .picture img");
    assertEquals(await page.innerText("article.person .text"), "predict");
    assertMatch(
      await page.innerText("article.bot .text"),
      /Detected Objects:\nCat: 1/,
    );
    assertMatch(await page.innerText("article.bot .quote"), /You\s+predict/);
    assertEquals(await page.locator(".preview").count(), 0);
    assertEquals(await page.inputValue("#text"), "");
  },
);

testPage("An album of three photos is shown as one group", async ({ page }) => {
  await attach(page, CAT.path, COFFEE.path, ASTRONAUT.path);
  await write(page, "concat");
  await page.waitForFunction(() =>
    document.querySelectorAll("article.person .album .picture").length === 3
  );
  assertEquals(await page.locator("article.person").count(), 1);
  assertEquals(await page.innerText("article.person .text"), "concat");
  const album = await page.locator(".album").boundingBox();
  assert(album && album.height < album.width * 1.2, "the album is compact");
});

testPage(
  "A pressed button changes its message",
  async ({ page }) => {
    await attach(page, CAT.path);
    await page.press("#text", "Enter");
    await page.click("article.bot .keyboard button:text-is('Blur')");
    await page.waitForSelector("article.bot .text:text-is('You chose blur')");
    assertEquals(await page.locator("article.bot").count(), 1);
    assertEquals(await page.locator(".keyboard").count(), 0);
    assertMatch(await page.innerText("article.bot .time"), /^edited/);
    await page.waitForSelector("#toast:text-is('blur…')");
  },
);

testPage(
  "An alert that answers a button stays until it is closed",
  async ({ page }) => {
    await attach(page, CAT.path);
    await page.press("#text", "Enter");
    await page.click(".keyboard button:text-is('Nothing')");
    await page.waitForSelector("#alert[open] :text('There is nothing to do.')");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#alert", { state: "hidden" });
  },
);

testPage(
  "A reply quotes its message, and a click on the quote scrolls to that message",
  async ({ page }) => {
    await write(page, "first words");
    await page.waitForSelector("article.bot");
    await page.hover("article.person .bubble");
    await page.click("article.person .reply");
    assertMatch(await page.innerText("#reply-bar"), /You\s+first words/);
    await write(page, "second words");
    await page.waitForSelector(
      "article.bot :text('You answered “first words”')",
    );
    const quote = "article.person .quote";
    assertMatch(await page.innerText(quote), /You\s+first words/);
    assertEquals(await page.isVisible("#reply-bar"), false);
    await page.click(quote);
    await page.waitForSelector("article.person.found :text('first words')");
  },
);

testPage("The conversation is still there after a reload", async ({ page }) => {
  await attach(page, CAT.path, COFFEE.path);
  await write(page, "an album");
  await page.waitForSelector("article.bot .picture");
  await write(page, "and words");
  await page.waitForSelector("article.bot :text-is('and words')");
  const before = await page.locator("#log article .bubble").allInnerTexts();
  await page.reload();
  await page.waitForSelector("article.bot :text-is('and words')");
  const after = await page.locator("#log article .bubble").allInnerTexts();
  assertEquals(after, before);
  assertEquals(await page.locator(".album .picture").count(), 2);
});

testPage(
  "A second window shows the same conversation immediately",
  async ({ page, open }) => {
    const other = await open();
    await write(page, "seen everywhere");
    await other.waitForSelector("article.bot :text-is('seen everywhere')");
  },
);

testPage(
  "The page continues after a lost connection, and shows nothing twice",
  async ({ page, chat }) => {
    await write(page, "before");
    await page.waitForSelector("article.bot :text-is('before')");
    await chat.stop();
    await page.waitForSelector("#banner:text('Connection lost')");
    await write(page, "in between");
    await page.waitForSelector("#error:has-text('connection is lost')");
    await chat.start();
    await page.waitForSelector("#banner", { state: "hidden" });
    assertEquals(await page.inputValue("#text"), "in between");
    await page.press("#text", "Enter");
    await page.waitForSelector("article.bot :text-is('in between')");
    assertEquals(
      await page.locator("article .text").allInnerTexts(),
      ["before", "before", "in between", "in between"],
    );
  },
);

testPage(
  "A command menu that failed to load is loaded when the page gets the focus",
  async ({ page }) => {
    await page.route(
      "**/api/commands",
      (route) => route.fulfill({ contentType: "application/json", body: "[{" }),
    );
    const broken = page.waitForResponse("**/api/commands");
    await page.reload();
    await (await broken).finished();
    await page.unroute("**/api/commands");
    await page.evaluate(() => dispatchEvent(new Event("focus")));
    await page.fill("#text", "/");
    await page.waitForSelector("[role=option]:has-text('/blur')");
  },
);

testPage(
  "A sample that fails to load is reported and not attached",
  async ({ page }) => {
    await page.waitForSelector("#empty");
    await page.evaluate(() => {
      globalThis.fetch = () =>
        Promise.resolve(
          new Response(
            new ReadableStream({
              start: (body) => body.error(new TypeError("network error")),
            }),
          ),
        );
    });
    await page.click("[data-sample='astronaut.jpg']");
    await page.waitForSelector("#error:has-text('could not be loaded')");
    assertEquals(await page.locator(".preview").count(), 0);
  },
);

testPage(
  "The page reloads after a message to a server that has started again with an empty chat",
  async ({ page, chat }) => {
    await write(page, "one");
    await write(page, "two");
    await page.waitForSelector("article.bot :text-is('two')");
    await chat.stop();
    await chat.start({ empty: true });
    await write(page, "three");
    await page.waitForSelector("article.bot :text-is('three')");
    await page.waitForFunction(() =>
      document.querySelectorAll("article").length === 2
    );
  },
);

testPage(
  "A picture opens enlarged, arrow keys show other pictures, and Escape returns the focus",
  async ({ page }) => {
    await attach(page, CAT.path);
    await write(page, "predict");
    await loaded(page, "article.bot .picture img");
    await page.click("article.person .picture");
    await page.waitForSelector("#lightbox[open]");
    await loaded(page, "#lightbox-picture");
    assertMatch(await page.innerText("#lightbox-place"), /1 of 2/);
    await page.keyboard.press("ArrowRight");
    assertMatch(await page.innerText("#lightbox-place"), /2 of 2/);
    assertMatch(await page.innerText("#lightbox-text"), /Cat: 1/);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.click("#lightbox-save"),
    ]);
    assertMatch(download.suggestedFilename(), /\.jpg$/);
    for (let tab = 0; tab < 8; tab++) {
      await page.keyboard.press("Tab");
      const outside = await page.evaluate(() =>
        document.activeElement !== document.body &&
        !document.querySelector("#lightbox")?.contains(document.activeElement)
      );
      assertEquals(outside, false, "the focus stays in the dialog");
    }
    await page.keyboard.press("Escape");
    await page.waitForSelector("#lightbox", { state: "hidden" });
    assert(await hasFocus(page, "article.person .picture"));
  },
);

testPage(
  "New messages do not move a reader who has scrolled up",
  async ({ page, open }) => {
    for (let line = 0; line < 12; line++) {
      await write(page, `line ${line}\nand another`);
      await page.waitForSelector(`article.bot :text('line ${line}')`);
    }
    assert(await page.isHidden("#to-end"), "the end is in sight");
    await page.evaluate(() =>
      document.querySelector("#scroller")?.scrollTo(0, 0)
    );
    await page.waitForSelector("#to-end");
    const other = await open();
    await write(other, "news");
    await page.waitForSelector("#unread:text-is('2')");
    const top = () =>
      page.evaluate(() => document.querySelector("#scroller")?.scrollTop);
    assertEquals(await top(), 0);
    await page.click("#to-end");
    await page.waitForSelector("#to-end", { state: "hidden" });
    assert(Number(await top()) > 0);
  },
);

testPage(
  "The end stays in sight when many messages arrive together",
  async ({ page }) => {
    await page.evaluate(async () => {
      const send = async (line: number) => {
        const body = new FormData();
        body.set("text", `line ${line}\n\n\n\nand its end`);
        await fetch("/api/messages", { method: "POST", body });
      };
      await Promise.all(Array.from({ length: 20 }, (_, line) => send(line)));
    });
    await page.waitForFunction(() =>
      document.querySelectorAll("article").length === 40
    );
    await drawn(page);
    const toEnd = await page.evaluate(() => {
      const scroller = document.querySelector("#scroller");
      if (!scroller) throw new Error("There is no conversation");
      const { scrollHeight, scrollTop, clientHeight } = scroller;
      return scrollHeight - scrollTop - clientHeight;
    });
    assert(toEnd < 2, `${toEnd} pixels to the end`);
    assert(await page.isHidden("#to-end"));
  },
);

testPage(
  "Text is shown as text, even if it looks like HTML",
  async ({ page }) => {
    const text = `<img src=x onerror="document.title='broken'"> & <b>bold</b>`;
    await write(page, text);
    await page.waitForSelector("article.bot .text");
    assertEquals(
      await page.locator("article .text").allInnerTexts(),
      [text, text],
    );
    assertEquals(await page.title(), "Polybot");
  },
);
