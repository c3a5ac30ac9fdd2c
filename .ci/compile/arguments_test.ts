import { assertEquals, assertThrows } from "@std/assert";
import {
  parseArguments,
  UsageError,
} from "../../shared/command_line/command.ts";
import { COMMAND, readRequest } from "./arguments.ts";

const read = (args: string[]) => readRequest(parseArguments(COMMAND, args));

Deno.test("without arguments, both services are compiled into dist, as the commit's version", () => {
  assertEquals(read([]), {
    services: ["polybot", "yolo5"],
    version: undefined,
    out: "dist",
  });
});

Deno.test("services, a version and a folder can be given", () => {
  const args = ["yolo5", "--version", "v1.2", "--out", "/tmp/x", "yolo5"];
  assertEquals(read(args), {
    services: ["yolo5"],
    version: "v1.2",
    out: "/tmp/x",
  });
});

Deno.test("wrong arguments are refused with what is accepted", () => {
  const wrong: [string[], string][] = [
    [["yolo6"], "must be polybot or yolo5: current value is 'yolo6'"],
    [["--version", "a/b"], "current value is 'a/b'"],
    [["--version", "previous"], "neither 'current' nor 'previous'"],
    [["--version"], "--version"],
    [["--target", "arm"], "--target"],
  ];
  for (const [args, sentence] of wrong) {
    assertThrows(() => read(args), UsageError, sentence);
  }
});
