import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../shared/command_line/options.ts";
import { readArguments } from "./arguments.ts";

Deno.test("readArguments() compiles both services of the commit into dist where nothing is said", () => {
  assertEquals(readArguments([]), {
    services: ["polybot", "yolo5"],
    version: undefined,
    out: "dist",
  });
});

Deno.test("readArguments() takes services, a version and a folder", () => {
  const args = ["yolo5", "--version", "v1.2", "--out", "/tmp/x", "yolo5"];
  assertEquals(readArguments(args), {
    services: ["yolo5"],
    version: "v1.2",
    out: "/tmp/x",
  });
  assertEquals(readArguments(["yolo6", "--help"]), "help");
});

Deno.test("readArguments() refuses what makes no sense, with what is accepted", () => {
  const wrong: [string[], string][] = [
    [["yolo6"], "must be polybot or yolo5: current value is 'yolo6'"],
    [["--version", "a/b"], "current value is 'a/b'"],
    [["--version", "previous"], "neither 'current' nor 'previous'"],
    [["--version"], "--version"],
    [["--target", "arm"], "--target"],
  ];
  for (const [args, sentence] of wrong) {
    assertThrows(() => readArguments(args), UsageError, sentence);
  }
});
