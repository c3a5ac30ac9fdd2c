import { assertEquals } from "@std/assert";
import { lanesOf } from "./lanes.ts";

Deno.test("lanesOf() parts the whole by folders, each test in one lane", () => {
  const { services, operations = [] } = lanesOf([]);
  assertEquals(services, [`--ignore=${operations.join()}`]);
});

Deno.test("lanesOf() gives each path to its lane, and nothing to the other", () => {
  assertEquals(lanesOf(["./lab/operations", "yolo5/annotation/draw_test.ts"]), {
    services: ["yolo5/annotation/draw_test.ts"],
    operations: ["./lab/operations"],
  });
  assertEquals(lanesOf(["polybot"]), {
    services: ["polybot"],
    operations: undefined,
  });
});
