import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { UsageError } from "../../shared/command_line/options.ts";
import { runTask } from "../processes/task.ts";
import { FAULTS, readChaosArguments } from "./options.ts";

Deno.test("readChaosArguments() plans the long run by default", () => {
  const { seed, ...others } = readChaosArguments([]);
  assertEquals(Number.isSafeInteger(seed), true);
  assertEquals(others, {
    jobs: 1000,
    updates: 300,
    killEvery: 2,
    faults: FAULTS,
    out: undefined,
  });
});

Deno.test("readChaosArguments() reads every option", () => {
  const text =
    "--seed 7 --jobs 10 --updates 5 --kill-every 0.5 --broken-before 0.1 --broken-after 0 --silent 0.01 --failed 0.05 --latency 9 --out a.json";
  assertEquals(readChaosArguments(text.split(" ")), {
    seed: 7,
    jobs: 10,
    updates: 5,
    killEvery: 0.5,
    faults: {
      brokenBefore: 0.1,
      brokenAfter: 0,
      silent: 0.01,
      failed: 0.05,
      latency: 9,
    },
    out: "a.json",
  });
});

Deno.test("readChaosArguments() says what an option has to be", () => {
  const messageFor = (...args: string[]) =>
    assertThrows(() => readChaosArguments(args), UsageError).message;
  assertEquals(
    messageFor("--seed", "x"),
    "Cannot start: '--seed' must be a whole number, current value is 'x'",
  );
  assertStringIncludes(messageFor("--jobs", "1.5"), "'--jobs' must be a whole");
  assertStringIncludes(messageFor("--kill-every", "0"), "a number above 0");
  assertStringIncludes(messageFor("--failed", "1.1"), "a number from 0 to 1");
  assertStringIncludes(messageFor("--latency", ""), "a number not below 0");
  assertStringIncludes(messageFor("--failed", "0.9"), "at most 0.3 of all");
  assertStringIncludes(messageFor("--speed", "1"), "--help");
});

Deno.test("deno task chaos --help names every option", async () => {
  const { code, stdout } = await runTask("chaos", {}, "--help");
  assertEquals(code, 0);
  for (
    const name of ["seed", "jobs", "updates", "kill-every", "silent", "out"]
  ) {
    assertStringIncludes(stdout, `--${name} `);
  }
});

Deno.test("deno task chaos exits with 1 when it cannot start", async () => {
  const { code, stderr } = await runTask("chaos", {}, "--jobs", "many");
  assertEquals(code, 1);
  assertStringIncludes(stderr, "'--jobs' must be a whole number");
});
