import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { runTask } from "../lab/processes/task_command.ts";
import { tinyModel } from "../lab/onnx_model.ts";

const selfTest = (env: Record<string, string> = {}) =>
  runTask("yolo5", env, "--self-test");

Deno.test("yolo5 --self-test finds the cat with the embedded model, and ends with 0", async () => {
  const { code, stdout, stderr } = await selfTest();
  assertEquals([code, stderr], [0, ""], stdout);
  assertMatch(stdout, /^ok +writes and reads webp$/m);
  assertMatch(stdout, /^ok +finds the cat .+: nanodet-g-416, \d+ % sure$/m);
  assertMatch(stdout, /^5 checks passed\n$/m);
});

Deno.test("yolo5 --self-test tries the model of YOLO5_MODEL, and ends with 1 when that finds nothing", async () => {
  const file = await Deno.makeTempFile({ suffix: ".onnx" });
  await Deno.writeFile(file, tinyModel());
  const { code, stdout } = await selfTest({ YOLO5_MODEL: file });
  assertEquals(code, 1);
  assertStringIncludes(stdout, "it does not find the cat in a picture of one");
  assertStringIncludes(stdout, "1 of 5 checks failed");
  await Deno.remove(file);
});

Deno.test("yolo5 --self-test says which model is missing", async () => {
  const { code, stdout } = await selfTest({ YOLO5_MODEL: "none.onnx" });
  assertEquals(code, 1);
  assertStringIncludes(stdout, "Cannot use the model 'none.onnx'");
});
