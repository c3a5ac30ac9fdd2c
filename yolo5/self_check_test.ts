import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { runTask } from "../lab/processes/task.ts";
import { tinyModel } from "../lab/onnx_model.ts";

const selfCheck = (env: Record<string, string> = {}) =>
  runTask("yolo5", env, "--self-check");

Deno.test("yolo5 --self-check detects the cat with the embedded model and exits with 0", async () => {
  const { code, stdout, stderr } = await selfCheck();
  assertEquals([code, stderr], [0, ""], stdout);
  assertMatch(stdout, /^ok +writes and reads webp$/m);
  assertMatch(stdout, /^ok +finds the cat .+: nanodet-g-416, \d+ % sure$/m);
  assertMatch(stdout, /^5 checks passed\n$/m);
});

Deno.test("yolo5 --self-check checks the model of YOLO5_MODEL and exits with 1 when it detects nothing", async () => {
  const file = await Deno.makeTempFile({ suffix: ".onnx" });
  await Deno.writeFile(file, tinyModel());
  const { code, stdout } = await selfCheck({ YOLO5_MODEL: file });
  assertEquals(code, 1);
  assertStringIncludes(stdout, "it does not find the cat in a picture of one");
  assertStringIncludes(stdout, "1 of 5 checks failed");
  await Deno.remove(file);
});

Deno.test("yolo5 --self-test is an alias, and names a missing model", async () => {
  const env = { YOLO5_MODEL: "none.onnx" };
  const { code, stdout } = await runTask("yolo5", env, "--self-test");
  assertEquals(code, 1);
  assertStringIncludes(stdout, "Cannot use the model 'none.onnx'");
});
