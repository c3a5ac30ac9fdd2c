import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describeFailure } from "./build.ts";

Deno.test("describeFailure() says what to do where denort cannot be downloaded", () => {
  const { message } = describeFailure(
    "compile",
    `Compile polybot/main.ts to file:///dist/polybot
Download https://dl.deno.land/release/v1/denort-x86_64-unknown-linux-gnu.zip
error: Writing deno compile executable

Caused by:
    0: Setting up base binary.
    1: error sending request for url (https://dl.deno.land/release/v1/denort-x86_64-unknown-linux-gnu.zip): dns error

Stack backtrace:
   0: <unknown>`,
  );
  assertStringIncludes(message, "set DENORT_BIN to a denort of Deno");
  assertStringIncludes(message, "dns error");
  assert(!message.includes("backtrace"), message);
});

Deno.test("describeFailure() gives Deno's own words for all else", () => {
  assertEquals(
    describeFailure("info", "error: Module not found").message,
    "Cannot compile as 'deno info' failed:\n\nerror: Module not found",
  );
});
