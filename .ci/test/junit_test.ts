import { assertEquals, assertMatch } from "@std/assert";
import { readReport } from "./junit.ts";

Deno.test("readReport() counts tests and steps, with the reasons of those skipped", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(
    `${folder}/some_test.ts`,
    `Deno.test("a <b> & c", () => {});
     Deno.test({ name: "d (ignored: no 'e' (here))", ignore: true, fn() {} });
     Deno.test({ name: "f", ignore: true, fn() {} });
     Deno.test("g", async (t) => {
       await t.step("h", () => {});
       await t.step("i", () => { throw new Error("<testcase name="); });
     });`,
  );
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "--no-config", `--junit-path=${folder}/tests.xml`, folder],
    stdout: "null",
    stderr: "null",
  }).output();
  const report = await Deno.readTextFile(`${folder}/tests.xml`);
  await Deno.remove(folder, { recursive: true });

  assertEquals(success, false);
  const { failed, ...others } = readReport(report);
  const [whole = [], step = []] = failed.map((failure) => failure.split("\n"));
  assertEquals(whole, ["g", "1 test step failed."]);
  assertEquals(step.slice(0, 2), ["g > i", "Error: <testcase name="]);
  assertMatch(step.at(-1) ?? "", /some_test\.ts:\d/);
  assertEquals(others, {
    passed: 2,
    skipped: ["no 'e' (here)", "f"],
  });
});
