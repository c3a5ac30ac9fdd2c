import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describeFailure } from "./deno_command.ts";

Deno.test("describeFailure() says what to do if denort cannot be downloaded", () => {
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

Deno.test("describeFailure() repeats any other error of Deno", () => {
  assertEquals(
    describeFailure("info", "error: Module not found").message,
    "Cannot compile: 'deno info' failed:\n\nerror: Module not found",
  );
});
