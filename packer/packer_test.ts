import { assertEquals, assertStringIncludes } from "@std/assert";
import { ansibleMissing } from "../lab/operations/ansible_installs.ts";
import { defaultPython } from "../lab/operations/playbook.ts";
import { packerMissing, runPacker } from "../lab/operations/packer.ts";

const missing = await packerMissing() ?? ansibleMissing(defaultPython());
const SHA256 = "0123456789abcdef".repeat(4);

function testPacker(name: string, fn: () => Promise<void>) {
  const ignored = missing ? ` (ignored: ${missing})` : "";
  Deno.test({ name: name + ignored, ignore: missing !== undefined, fn });
}

testPacker("the template is formatted and valid", async () => {
  assertEquals((await runPacker("fmt -check -diff")).output.trim(), "");
  const { code, output } = await runPacker("validate", {
    vars: { yolo5_model_sha256: SHA256 },
  });
  assertEquals(code, 0, output);
});

testPacker(
  "an image needs the model's SHA-256, and the error names the command that prints it",
  async () => {
    for (const vars of [{}, { yolo5_model_sha256: SHA256.slice(1) }]) {
      const { code, output } = await runPacker("validate", { vars });
      assertEquals(code, 1);
      assertStringIncludes(output.replaceAll(/\s+/g, " "), "'deno task model'");
    }
  },
);
