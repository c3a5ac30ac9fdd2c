import { assertEquals, assertThrows } from "@std/assert";
import { parseArguments, UsageError } from "../shared/command_line/command.ts";
import { COMMAND, readRequest } from "./arguments.ts";

const read = (line: string) =>
  readRequest(
    parseArguments(COMMAND, line.split(" ").filter((word) => word !== "")),
  );

Deno.test("without arguments, 10 messages per second are sent for a minute", () => {
  assertEquals(read(""), {
    rate: 10,
    count: 600,
    images: [],
    timeout: 120,
    asg: undefined,
    out: undefined,
    keep: false,
  });
});

Deno.test("the count is the duration times the rate", () => {
  const countOf = (line: string) => read(line).count;
  assertEquals(countOf("--rate 2.5 --duration 10"), 25);
  assertEquals(countOf("--rate 0.1 --duration 1"), 1);
  assertEquals(countOf("--rate 500 --count 7"), 7);
});

Deno.test("--images takes several names", () => {
  const { images } = read("--images a.jpg b/c.png --images d.jpg --count 3");
  assertEquals(images, ["a.jpg", "b/c.png", "d.jpg"]);
});

Deno.test("wrong arguments are refused with what is accepted", () => {
  const wrong: [string, string][] = [
    ["--rate 0", "--rate must be a number above 0, at most 10000"],
    ["--rate fast", "current value is 'fast'"],
    ["--duration 1e9", "--duration must be a number above 0"],
    ["--count 1.5", "--count must be a whole number from 1 to 1000000"],
    ["--count 0", "--count must be a whole number"],
    ["--count 1000001", "--count must be a whole number"],
    ["--count 5 --duration 5", "Give --duration or --count, not both"],
    ["--rate 10000 --duration 3600", "make 36000000 messages"],
    ["--timeout -1", "--timeout"],
    ["--out report.svg", "--out must end in .json"],
    ["a.jpg", "Too many arguments. Expected 0 arguments but got 1: a.jpg"],
    ["--speed 5", "--speed"],
  ];
  for (const [line, sentence] of wrong) {
    assertThrows(() => read(line), UsageError, sentence);
  }
});
