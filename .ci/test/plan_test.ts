import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  parseArguments,
  UsageError,
} from "../../shared/command_line/command.ts";
import { COMMAND, type Plan, planOf } from "./plan.ts";

const planWith = (...args: string[]) => planOf(parseArguments(COMMAND, args));

const partNames = ({ parts }: Plan) => parts.map(({ name }) => name);

Deno.test("planOf() runs the services without arguments, the operations too with --all", () => {
  const services = partNames(planWith());
  assert(services.includes("types") && services.includes("chat"));
  assert(!services.includes("ansible"));
  const all = partNames(planWith("--all"));
  assertEquals(services.filter((name) => !all.includes(name)), []);
  assert(all.includes("ansible") && all.includes("yamllint"));
});

Deno.test("planOf() runs the checks of all sources and the given paths", () => {
  assertEquals(partNames(planWith("polybot", "yolo5/main_test.ts")), [
    "format",
    "lint",
    "types",
    "polybot yolo5/main_test.ts",
  ]);
});

Deno.test("planOf() installs the operations' tools for their paths only", () => {
  const toolsFor = (path: string) =>
    planWith(path).parts.at(-1)?.tools.map(({ name }) => name);
  assert(toolsFor("./lab/operations")?.includes("Ansible"));
  assert(!toolsFor("yolo5")?.includes("Ansible"));
});

Deno.test("planOf() returns a sentence on what is left out and how to run it", () => {
  assert(planWith().leftOut.includes("deno task test --all"));
  assert(planWith("--all").leftOut.includes("deno task chaos"));
  assert(planWith("polybot").leftOut.includes("deno task test"));
});

Deno.test("planOf() refuses --all with paths, and unknown options", () => {
  assertThrows(() => planWith("--all", "polybot"), UsageError, "--all");
  assertThrows(() => planWith("--every"), UsageError, "--every");
});
