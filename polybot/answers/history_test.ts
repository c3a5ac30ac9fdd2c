import { assertEquals } from "@std/assert";
import type { Prediction } from "../../shared/contracts.ts";
import { writePage } from "./history.ts";

const BOX = { cx: 0.5, cy: 0.5, width: 1, height: 1, score: 0.5 };

/** Creates a prediction made on the first of March, the given minutes after 9:00. */
const prediction = (
  minute: number,
  classes: readonly string[],
): Prediction => ({
  predictionId: `m${minute}`,
  chatId: 7,
  originalImgPath: "images/7/a.jpg",
  predictedImgPath: "images/7/a-predicted.jpg",
  labels: classes.map((name) => ({ class: name, ...BOX })),
  time: new Date(Date.UTC(2026, 2, 1, 9, minute)).toISOString(),
});

Deno.test("writePage() writes a line for each picture, with its time and objects", () => {
  const { text, page, pages } = writePage([
    prediction(5, ["car", "person", "person"]),
    prediction(4, []),
  ], 1);
  assertEquals(
    text,
    `What I found in the last pictures (times in UTC):

1 Mar 2026, 09:05 — Person: 2, Car: 1
1 Mar 2026, 09:04 — nothing`,
  );
  assertEquals([page, pages], [1, 1]);
});

Deno.test("writePage() names five kinds of objects, and counts the others", () => {
  const lineOf = (classes: readonly string[]) =>
    writePage([prediction(0, classes)], 1).text.split("\n").at(-1);
  const five = ["cat", "dog", "car", "bus", "cup"];
  const named = "1 Mar 2026, 09:00 — Cat: 1, Dog: 1, Car: 1, Bus: 1, Cup: 1";
  assertEquals(lineOf(five), named);
  assertEquals(lineOf([...five, "bed"]), `${named} and 1 more kind`);
  assertEquals(lineOf([...five, "bed", "pie"]), `${named} and 2 more kinds`);
});

Deno.test("writePage() writes ten predictions per page, and the last page if the requested one does not exist", () => {
  const all = Array.from({ length: 21 }, (_, at) => prediction(50 - at, []));
  const linesOf = (text: string) => text.match(/^.*nothing$/gm)?.length;
  const first = writePage(all, 1);
  assertEquals([first.page, first.pages, linesOf(first.text)], [1, 3, 10]);
  assertEquals(first.text.split("\n").at(-1), "Page 1 of 3");
  const last = writePage(all, 9);
  assertEquals([last.page, last.pages, linesOf(last.text)], [3, 3, 1]);
  const exact = writePage(all.slice(1), 2);
  assertEquals([exact.page, exact.pages, linesOf(exact.text)], [2, 2, 10]);
});
