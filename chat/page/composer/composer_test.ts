/// <reference lib="dom" />
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { Buffer } from "node:buffer";
import {
  attach,
  hasFocus,
  loaded,
  write,
} from "../../../lab/page/user_actions.ts";
import { testPage } from "../../../lab/page/page_test_case.ts";
import { ASTRONAUT, CAT, COFFEE } from "../../../lab/page/sample_pictures.ts";

/** Drops a file on a zone, as the desktop does. */
async function drop(page: Page, path: string, zone: string) {
  const session = await page.context().newCDPSession(page);
  const drag = (
    type: "dragEnter" | "dragOver" | "drop",
    { x, y }: { x: number; y: number },
  ) =>
    session.send("Input.dispatchDragEvent", {
      ...{ type, x, y },
      data: { items: [], files: [path], dragOperationsMask: 1 },
    });
  await drag("dragEnter", { x: 500, y: 300 });
  await page.waitForSelector("#drop");
  const box = await page.locator(zone).boundingBox();
  assert(box, `the zone ${zone} is shown`);
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await drag("dragOver", place);
  await page.waitForSelector(`${zone}.over`);
  await drag("drop", place);
  await page.waitForSelector("#drop", { state: "hidden" });
}

testPage("A picture is pasted from the clipboard", async ({ page, chat }) => {
  await page.context().grantPermissions(
    ["clipboard-read", "clipboard-write"],
    { origin: new URL(chat.address).origin },
  );
  await page.evaluate(async (address) => {
    const { blob } = await fetch(address).then(async (response) => ({
      blob: await response.blob(),
    }));
    const bitmap = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
    await navigator.clipboard.write([
      new ClipboardItem({ "image/png": canvas.convertToBlob() }),
    ]);
  }, "samples/chelsea.jpg");
  await page.focus("#text");
  await page.keyboard.press("Control+V");
  await loaded(page, ".preview img");
  await write(page, "predict");
  await loaded(page, "article.bot .picture img");
});

testPage(
  "A dropped picture is sent as a photo or as a file, depending on the drop zone",
  async ({ page }) => {
    await drop(page, CAT.path, ".zone[data-mode=photo]");
    await loaded(page, ".preview img");
    await write(page, "predict");
    await loaded(page, "article.person .picture img");
    await drop(page, COFFEE.path, ".zone[data-mode=file]");
    assert(await page.isChecked("input[value=file]"));
    await page.press("#text", "Enter");
    await page.waitForSelector("article.person .document");
  },
);

testPage(
  "Files are sent one by one, each with the caption, and show their name and size",
  async ({ page }) => {
    await attach(page, CAT.path, COFFEE.path);
    await page.check("input[value=file]");
    assertMatch(await page.innerText("#tray-note"), /2 messages/);
    await write(page, "blur 4");
    await page.waitForFunction(() =>
      document.querySelectorAll("article.person .document").length === 2
    );
    assertEquals(
      await page.locator("article.person .file-name").allInnerTexts(),
      ["chelsea.png", "coffee.png"],
    );
    assertEquals(
      await page.locator("article.person .text").allInnerTexts(),
      ["blur 4", "blur 4"],
    );
    assertMatch(
      await page.innerText("article.person .file-facts"),
      /^\d+ KB$/,
    );
    await page.click("article.person .thumb");
    await loaded(page, "#lightbox[open] #lightbox-picture");
  },
);

testPage(
  "A file that is not a picture is attached as a file",
  async ({ page }) => {
    await page.setInputFiles("#files", {
      name: "notes.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("words"),
    });
    assert(await page.isChecked("input[value=file]"));
    assert(await page.isDisabled("input[value=photo]"));
    await page.press("#text", "Enter");
    await page.waitForSelector("article.person .file-name:text('notes.txt')");
  },
);

testPage(
  "The composer shows why the server refused a message, and keeps the draft",
  async ({ page }) => {
    const caption = "blur ".repeat(300).trim();
    await attach(page, CAT.path);
    await write(page, caption);
    await page.waitForSelector("#error");
    assertMatch(
      await page.innerText("#error"),
      /at most 1024 characters.*Please shorten it/,
    );
    assertEquals(await page.inputValue("#text"), caption);
    assertEquals(await page.locator(".preview").count(), 1);
    await write(page, "blur");
    await page.waitForSelector("article.person .picture");
    assertEquals(await page.isVisible("#error"), false);
  },
);

testPage(
  "The composer keeps ten of twelve photos, and explains why",
  async ({ page }) => {
    await attach(page, ...Array.from({ length: 12 }, () => CAT.path));
    assertMatch(await page.innerText("#error"), /At most 10 photos/);
    assertEquals(await page.locator(".preview").count(), 10);
  },
);

testPage("A preview can be removed before sending", async ({ page }) => {
  await attach(page, CAT.path, COFFEE.path);
  await page.click("[aria-label='Remove chelsea.png']");
  assertEquals(await page.locator(".preview").count(), 1);
  await write(page, "predict");
  await page.waitForSelector("article.person .picture");
  assertEquals(await page.locator("article.person .picture").count(), 1);
});

testPage(
  "Sending shows its progress, can be cancelled, and is not repeated",
  async ({ page }) => {
    let requests = 0;
    await page.route("**/api/messages", async (route) => {
      if (requests++ === 0) return; // Never answered, so that it can be cancelled.
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.continue();
    });
    await attach(page, ASTRONAUT.path);
    await write(page, "predict");
    await page.click("#progress-cancel");
    await page.waitForSelector("#progress", { state: "hidden" });
    assertEquals(await page.inputValue("#text"), "predict");
    await page.press("#text", "Enter");
    await page.press("#text", "Enter");
    await page.press("#text", "Enter");
    await page.waitForSelector("article.bot .picture");
    assertEquals(await page.locator("article.person").count(), 1);
    assertEquals(requests, 2);
  },
);

testPage(
  "Commands and captions are completed while the user types",
  async ({ page }) => {
    const names = () => page.locator(".suggestion b").allInnerTexts();
    const text = () => page.inputValue("#text");
    await page.click("#text");
    await page.keyboard.type("/");
    await page.waitForSelector(".suggestion");
    assertEquals(await names(), [
      "/help",
      "/blur",
      "/salt_and_pepper",
      "/predict",
    ]);
    assertMatch(await page.innerText("#suggestions"), /Soften the picture/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assertEquals(await text(), "/blur");
    assert(await page.isHidden("#suggestions"));

    await page.fill("#text", "");
    await attach(page, CAT.path);
    await page.keyboard.type("sal");
    assertEquals(await names(), ["salt and pepper"]);
    await page.keyboard.press("Tab");
    await page.keyboard.type(" 0.1, b");
    assertEquals(await names(), ["blur"]);
    await page.keyboard.press("Enter");
    assertEquals(await text(), "salt and pepper 0.1, blur");
    await page.keyboard.type(",");
    await page.keyboard.press("Escape");
    assert(await page.isHidden("#suggestions"));
    assertEquals(await page.locator(".preview").count(), 1);
  },
);

testPage(
  "A caption can be chosen from buttons instead of being typed",
  async ({ page }) => {
    assert(await page.isHidden("#chips"));
    await attach(page, CAT.path);
    await page.click(".chip:has-text('blur')");
    assertEquals(await page.inputValue("#text"), "blur");
    assert(await page.isHidden("#chips"));
    assert(await hasFocus(page, "#text"));
  },
);

testPage("The draft survives a reload", async ({ page }) => {
  await page.fill("#text", "not sent yet");
  await page.reload();
  assertEquals(await page.inputValue("#text"), "not sent yet");
});

testPage("Everything can be done with the keyboard alone", async ({ page }) => {
  const { keyboard } = page;
  assert(await hasFocus(page, "#text"));
  // Playwright must expect the file chooser before the key opens it.
  const opened = page.waitForEvent("filechooser");
  await keyboard.press("Shift+Tab");
  assert(await hasFocus(page, "#attach"));
  await keyboard.press("Enter");
  const chooser = await opened;
  await chooser.setFiles(CAT.path);
  await page.waitForSelector(".preview");
  await keyboard.type("predict");
  await keyboard.press("Enter");
  await loaded(page, "article.bot .picture img");

  await keyboard.press("ArrowUp");
  assert(await hasFocus(page, "article.bot"));
  await keyboard.press("Enter");
  await page.waitForSelector("#lightbox[open]");
  await keyboard.press("Escape");
  await keyboard.press("ArrowUp");
  assert(await hasFocus(page, "article.person"));
  await keyboard.press("r");
  await page.waitForSelector("#reply-bar");
  await keyboard.type("two");
  await keyboard.press("Shift+Enter");
  await keyboard.type("lines");
  await keyboard.press("Enter");
  await page.waitForSelector("article.bot :text('You answered “predict”')");
  assertEquals(
    await page.locator("article.person .text").last().innerText(),
    "two\nlines",
  );

  await attach(page, CAT.path);
  await keyboard.press("Enter");
  await page.waitForSelector(".keyboard");
  await keyboard.press("ArrowUp");
  for (let tab = 0; !await hasFocus(page, ".keyboard button"); tab++) {
    assert(tab < 5, "the buttons are a few tabs away");
    await keyboard.press("Tab");
  }
  await keyboard.press("Enter");
  await page.waitForSelector("article.bot :text('You chose blur')");

  await keyboard.press("Escape");
  assert(await hasFocus(page, "#text"));
  await keyboard.press("Control+ArrowUp");
  assertMatch(await page.innerText("#reply-bar"), /You chose blur/);
  await keyboard.press("Escape");
  assert(await page.isHidden("#reply-bar"));
  await keyboard.press("ArrowUp");
  await keyboard.press("Shift+F10");
  await page.waitForSelector("#menu");
  await keyboard.press("Escape");
  await keyboard.press("?");
  await page.waitForSelector("#help[open]");
});
