import { assertEquals, assertStringIncludes } from "@std/assert";
import { testUnless } from "../lab/test_unless.ts";
import { ansibleMissing } from "../lab/operations/ansible_installs.ts";
import { defaultPython } from "../lab/operations/playbook.ts";
import { packerMissing, runPacker } from "../lab/operations/packer.ts";

const missing = [await packerMissing(), ansibleMissing(defaultPython())];
const SHA256 = "0123456789abcdef".repeat(4);

testUnless(missing, "the template is formatted and valid", async () => {
  assertEquals((await runPacker("fmt -check -diff")).output.trim(), "");
  const { code, output } = await runPacker("validate", {
    vars: { yolo5_model_sha256: SHA256 },
  });
  assertEquals(code, 0, output);
});

testUnless(
  missing,
  "an image needs the model's SHA-256, and the error names the command that prints it",
  async () => {
    for (const vars of [{}, { yolo5_model_sha256: SHA256.slice(1) }]) {
      const { code, output } = await runPacker("validate", { vars });
      assertEquals(code, 1);
      assertStringIncludes(output.replaceAll(/\s+/g, " "), "'deno task model'");
    }
  },
);
