import { assertEquals, assertThrows } from "@std/assert";
import { z } from "zod";
import { readSettings, SettingsError, wholeNumber } from "./settings.ts";

const Settings = z.object({
  PORT: wholeNumber(1, 65_535).default(8080),
  FOLDER: z.string("must be a folder"),
  LEVEL: z.enum(["low", "high"], "must be low or high").optional(),
});

/** Returns the faults that `readSettings` reports, one per line. */
function faultsOf(schema: z.ZodObject, env: Record<string, string>): string[] {
  const error = assertThrows(() => readSettings(schema, env), SettingsError);
  const [first, ...faults] = error.message.split("\n  ");
  assertEquals(first, "Cannot start:");
  return faults;
}

Deno.test("readSettings() returns values of their types, and defaults", () => {
  assertEquals(readSettings(Settings, { FOLDER: "a", PORT: "80", HOME: "/" }), {
    FOLDER: "a",
    PORT: 80,
  });
  assertEquals(readSettings(Settings, { FOLDER: "a" }).PORT, 8080);
});

Deno.test("readSettings() trims spaces, and ignores empty values", () => {
  const env = { FOLDER: " a b\n", PORT: "", LEVEL: "  " };
  assertEquals(readSettings(Settings, env), { FOLDER: "a b", PORT: 8080 });
});

Deno.test("readSettings() names every setting that is missing or wrong", () => {
  assertEquals(faultsOf(Settings, { PORT: "http", LEVEL: "medium" }), [
    "PORT must be a whole number from 1 to 65535: current value is 'http'",
    "FOLDER is missing: it must be a folder",
    "LEVEL must be low or high: current value is 'medium'",
  ]);
});

Deno.test("readSettings() writes a sentence where the schema has no message", () => {
  const schema = z.object({ NAME: z.string(), ADDRESS: z.url() });
  assertEquals(faultsOf(schema, { ADDRESS: "here" }), [
    "NAME is missing",
    "ADDRESS is wrong (Invalid URL): current value is 'here'",
  ]);
});

Deno.test("readSettings() reports settings that contradict each other", () => {
  const schema = Settings.refine(
    ({ PORT, FOLDER }) => PORT !== 1 || FOLDER !== "a",
    "PORT 1 does not go with FOLDER a",
  );
  assertEquals(faultsOf(schema, { PORT: "1", FOLDER: "a" }), [
    "PORT 1 does not go with FOLDER a",
  ]);
});

Deno.test("readSettings() does not show a secret", () => {
  const value = "123:abc";
  for (const name of ["TELEGRAM_TOKEN", "API_KEY", "PASSWORD"]) {
    const schema = z.object({ [name]: z.string().min(30, "must be longer") });
    assertEquals(faultsOf(schema, { [name]: value }), [
      `${name} must be longer: current value is not shown`,
    ]);
  }
});

Deno.test("wholeNumber() accepts only whole numbers within its bounds", () => {
  const number = wholeNumber(2, 40);
  for (const text of ["2", "40", "007"]) {
    assertEquals(number.parse(text), Number(text));
  }
  const wrong = [
    "1",
    "41",
    "-2",
    "2.5",
    "1e1",
    "0x10",
    "٣",
    "",
    "1".repeat(99),
  ];
  for (const text of [...wrong, undefined]) {
    const { error } = number.safeParse(text);
    assertEquals(
      error?.issues.map(({ message }) => message),
      ["must be a whole number from 2 to 40"],
    );
  }
});
