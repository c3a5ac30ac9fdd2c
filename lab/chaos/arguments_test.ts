import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { runTask } from "../processes/task_command.ts";
import {
  parseArguments,
  UsageError,
} from "../../shared/command_line/command.ts";
import { COMMAND, FAULTS, readRequest } from "./arguments.ts";

const read = (...args: string[]) => readRequest(parseArguments(COMMAND, args));

Deno.test("every option can be given; without any, the long version runs", () => {
  const { seed, ...others } = read();
  assertEquals(Number.isSafeInteger(seed), true);
  assertEquals(others, {
    jobs: 1000,
    updates: 300,
    killEvery: 2,
    faults: FAULTS,
    out: undefined,
  });
  const words =
    "--seed 7 --jobs 10 --updates 5 --kill-every 0.5 --broken-before 0.1 --broken-after 0 --silent 0.01 --failed 0.05 --latency 9 --out a.json";
  assertEquals(read(...words.split(" ")), {
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

Deno.test("a wrong option is refused with what is accepted", () => {
  const refused = (...args: string[]) =>
    assertThrows(() => read(...args), UsageError).message;
  assertEquals(
    refused("--seed", "x"),
    "--seed must be a whole number: current value is 'x'",
  );
  assertStringIncludes(refused("--jobs", "1.5"), "--jobs must be a whole");
  assertStringIncludes(refused("--kill-every", "0"), "a number above 0");
  assertStringIncludes(refused("--failed", "1.1"), "a number from 0 to 1");
  assertStringIncludes(refused("--latency", ""), "a number not below 0");
  assertStringIncludes(refused("--failed", "0.9"), "at most 0.3 of all calls");
  assertStringIncludes(refused("--speed", "1"), "--speed");
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

Deno.test("deno task chaos ends with 1 when it cannot begin", async () => {
  const { code, stderr } = await runTask("chaos", {}, "--jobs", "many");
  assertEquals(code, 1);
  assertStringIncludes(stderr, "--jobs must be a whole number");
});
