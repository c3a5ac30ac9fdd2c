import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  parseArguments,
  UsageError,
} from "../../shared/command_line/command.ts";
import { runTask } from "../processes/task.ts";
import { COMMAND, readOptions } from "./main.ts";

const read = (...args: string[]) => readOptions(parseArguments(COMMAND, args));

Deno.test("chaos runs the long version by default", () => {
  const { seed, ...others } = read();
  assertEquals(Number.isSafeInteger(seed), true);
  assertEquals(others, {
    jobs: 1000,
    updates: 300,
    killEvery: 2,
    faults: {
      brokenBefore: 0.02,
      brokenAfter: 0.02,
      silent: 0.003,
      failed: 0.03,
      latency: 40,
    },
    out: undefined,
  });
});

Deno.test("chaos takes every option", () => {
  const args =
    "--seed 7 --jobs 10 --updates 5 --kill-every 0.5 --broken-before 0.1 --broken-after 0 --silent 0.01 --failed 0.05 --latency 9 --out a.json";
  assertEquals(read(...args.split(" ")), {
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

Deno.test("chaos refuses a wrong option and says what is accepted", () => {
  const messageFor = (...args: string[]) =>
    assertThrows(() => read(...args), UsageError).message;
  assertEquals(
    messageFor("--seed", "x"),
    "--seed must be a whole number: current value is 'x'",
  );
  assertStringIncludes(messageFor("--jobs", "1.5"), "--jobs must be a whole");
  assertStringIncludes(messageFor("--kill-every", "0"), "a number above 0");
  assertStringIncludes(messageFor("--failed", "1.1"), "a number from 0 to 1");
  assertStringIncludes(messageFor("--latency", ""), "a number not below 0");
  assertStringIncludes(messageFor("--failed", "0.9"), "at most 0.3 of all");
  assertStringIncludes(messageFor("--speed", "1"), "--speed");
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
  assertStringIncludes(stderr, "--jobs must be a whole number");
});
