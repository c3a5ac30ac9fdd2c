import { assertEquals } from "@std/assert";
import { dayName, formatSize, snippetOf } from "./wording.js";

const message = { id: 1, from: "bot", at: "2026-01-01T00:00:00Z" } as const;

Deno.test("dayName() returns today, yesterday or a date, with the year if it is another one", () => {
  const now = new Date(2026, 4, 3, 0, 30);
  assertEquals(dayName(new Date(2026, 4, 3, 0, 1), now), "Today");
  assertEquals(dayName(new Date(2026, 4, 2, 23, 59), now), "Yesterday");
  assertEquals(/2026/.test(dayName(new Date(2026, 4, 1), now)), false);
  assertEquals(/2025/.test(dayName(new Date(2025, 11, 31), now)), true);
});

Deno.test("dayName() follows the calendar on every day of the year", () => {
  for (let day = 1; day < 366; day++) {
    const now = new Date(2026, 0, day, 12);
    const before = new Date(2026, 0, day - 1, 23, 59);
    assertEquals(dayName(before, now), "Yesterday");
  }
});

Deno.test("formatSize() chooses a suitable unit", () => {
  assertEquals(formatSize(0), "0 bytes");
  assertEquals(formatSize(1023), "1023 bytes");
  assertEquals(formatSize(2048), "2.0 KB");
  assertEquals(formatSize(773 * 1024), "773 KB");
  assertEquals(formatSize(20 * 1024 * 1024), "20 MB");
  assertEquals(formatSize(1010 * 1024), "1.0 MB");
});

Deno.test("snippetOf() returns the beginning of the text, or names the medium", () => {
  assertEquals(snippetOf({ ...message, text: "one\n two" }), "one two");
  assertEquals(snippetOf({ ...message, photoUrl: "/a.jpg" }), "Photo");
  assertEquals(
    snippetOf({ ...message, documentUrl: "/a", fileName: "a.png" }),
    "a.png",
  );
  assertEquals(snippetOf({ ...message, text: "x".repeat(500) }).length, 140);
});
