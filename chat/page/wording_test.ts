import { assertEquals } from "@std/assert";
import { dayName, sizeInWords, snippetOf } from "./wording.js";

const message = { id: 1, from: "bot", at: "2026-01-01T00:00:00Z" } as const;

Deno.test("A day is today, yesterday or a date, with its year when it is another", () => {
  const now = new Date(2026, 4, 3, 0, 30);
  assertEquals(dayName(new Date(2026, 4, 3, 0, 1), now), "Today");
  assertEquals(dayName(new Date(2026, 4, 2, 23, 59), now), "Yesterday");
  assertEquals(/2026/.test(dayName(new Date(2026, 4, 1), now)), false);
  assertEquals(/2025/.test(dayName(new Date(2025, 11, 31), now)), true);
});

Deno.test("Yesterday is the day before by the calendar, all the year", () => {
  for (let day = 1; day < 366; day++) {
    const now = new Date(2026, 0, day, 12);
    const before = new Date(2026, 0, day - 1, 23, 59);
    assertEquals(dayName(before, now), "Yesterday");
  }
});

Deno.test("Sizes have the unit that fits", () => {
  assertEquals(sizeInWords(0), "0 bytes");
  assertEquals(sizeInWords(1023), "1023 bytes");
  assertEquals(sizeInWords(2048), "2.0 KB");
  assertEquals(sizeInWords(773 * 1024), "773 KB");
  assertEquals(sizeInWords(20 * 1024 * 1024), "20 MB");
  assertEquals(sizeInWords(1010 * 1024), "1.0 MB");
});

Deno.test("A message is quoted by its first words, or by what it carries", () => {
  assertEquals(snippetOf({ ...message, text: "one\n two" }), "one two");
  assertEquals(snippetOf({ ...message, photoUrl: "/a.jpg" }), "Photo");
  assertEquals(snippetOf({ ...message, fileName: "a.png" }), "a.png");
  assertEquals(snippetOf({ ...message, text: "x".repeat(500) }).length, 140);
});
