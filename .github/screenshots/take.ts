/// <reference lib="dom" />
/**
 * `deno task screenshots`: takes the README's screenshots of the chat page. The
 * browser needs a font with emoji, such as Debian's fonts-noto-color-emoji.
 *
 * @module
 */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launchChromium } from "../../lab/page/chromium.ts";
import { findChromium } from "../../lab/page/find_chromium.ts";
import { openPerson, type Person } from "../../lab/telegram/person.ts";
import { startTask } from "../../lab/processes/task.ts";

const HERE = new URL(".", import.meta.url);
const PICTURES = new URL("../../shared/pictures/samples/", import.meta.url);
const DESKTOP = { viewport: { width: 820, height: 1000 } };
const PHONE = {
  viewport: { width: 390, height: 720 },
  deviceScaleFactor: 2,
  colorScheme: "dark",
} as const;

/** Opens the page in a new window, waits until it has loaded, and takes a screenshot. */
async function takeScreenshot(
  browser: Browser,
  address: string,
  name: string,
  options: BrowserContextOptions,
  prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForLoadState("load");
  await prepare(page);
  await page.waitForFunction(() =>
    [...document.images].every((image) => image.complete)
  );
  await page.waitForTimeout(500);
  await page.screenshot({ path: new URL(`${name}.png`, HERE).pathname });
  await context.close();
  console.log(`${name}.png`);
}

const pictures = (...names: string[]) =>
  Promise.all(names.map((name) => Deno.readFile(new URL(name, PICTURES))));

async function predict(person: Person) {
  for (const name of ["chelsea.png", "astronaut.png"]) {
    const photos = await pictures(name);
    const [id] = await person.send({ text: "predict", photos });
    await person.waitForAnswer(id);
  }
}

async function album(person: Person) {
  const photos = await pictures("coffee.png", "chelsea.png", "astronaut.png");
  const [id] = await person.send({ text: "concat", photos });
  await person.waitForAnswer(id);
  const [alone] = await person.send({ photos: await pictures("coffee.png") });
  await person.waitForAnswer(alone);
}

async function reply(person: Person) {
  const photos = await pictures("coffee.png");
  const [id] = await person.send({ text: "blurr 4", photos });
  const answer = await person.waitForAnswer(id);
  const [again] = await person.send({ text: "contour", replyTo: id ?? 0 });
  await person.waitFor(({ from, photoUrl, id }) =>
    from === "bot" && photoUrl !== undefined &&
    id > Math.max(answer.id, again ?? 0)
  );
}

/** Starts polybot with an empty chat, fills it, and takes screenshots of it. */
async function withConversation(
  converse: (person: Person) => Promise<void>,
  takeScreenshots: (address: string) => Promise<void>,
) {
  const POLYBOT_DATA = await Deno.makeTempDir({ prefix: "polybot-pictures-" });
  await using started = await startTask({ POLYBOT_DATA });
  const person = openPerson(started.address);
  await converse(person);
  await person.close();
  await takeScreenshots(started.address);
  await started.end("SIGTERM");
  await Deno.remove(POLYBOT_DATA, { recursive: true });
}

const executable = findChromium();
if (!executable) {
  console.error(
    "Cannot take screenshots without a browser: set CHROMIUM to its path",
  );
  Deno.exit(1);
}
const browser = await launchChromium(executable);
await withConversation(predict, async (address) => {
  await takeScreenshot(browser, address, "predict", DESKTOP);
  await takeScreenshot(browser, address, "large", DESKTOP, async (page) => {
    await page.locator("#log img").last().click();
  });
});
await withConversation(
  album,
  (address) => takeScreenshot(browser, address, "album", DESKTOP),
);
await withConversation(
  reply,
  (address) => takeScreenshot(browser, address, "phone", PHONE),
);
await browser.close();
