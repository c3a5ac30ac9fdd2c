import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { testOnSharedMoto } from "../moto_test_case.ts";
import { findPython } from "../python.ts";

testOnSharedMoto(
  "moto answers Ansible's modules as AWS does, and enforces IAM policies",
  async ({ endpoint }) => {
    const program = fileURLToPath(
      new URL("corrections_test.py", import.meta.url),
    );
    const { stdout } = await new Deno.Command(findPython() ?? "", {
      args: ["-B", program, endpoint],
      stderr: "inherit",
    }).output();
    const lines = new TextDecoder().decode(stdout).trim().split("\n");
    assertEquals(lines, [
      "tables_have_an_id: ok",
      "imported_certificates_keep_their_chain: ok",
      "launch_templates_keep_their_tags_out_of_the_data: ok",
      "disable_metrics_collection_is_supported: ok",
      "groups_are_deleted_with_all_their_resources: ok",
      "load_balancers_have_all_attributes: ok",
      "queues_keep_their_policies: ok",
      "iam_checks_resources: ok",
      "iam_checks_conditions: ok",
    ]);
  },
);
