import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { testMoto } from "../moto_test_case.ts";
import { findPython } from "../python.ts";

testMoto(
  "moto answers Ansible's modules as AWS does, and judges calls by IAM's policies",
  async ({ endpoint }) => {
    const program = fileURLToPath(new URL("check.py", import.meta.url));
    const { stdout } = await new Deno.Command(findPython() ?? "", {
      args: ["-B", program, endpoint],
      stderr: "inherit",
    }).output();
    const lines = new TextDecoder().decode(stdout).trim().split("\n");
    assertEquals(lines, [
      "a_table_has_an_id: ok",
      "an_imported_certificate_keeps_its_chain: ok",
      "a_launch_template_keeps_its_tags_to_itself: ok",
      "disable_metrics_collection_is_known: ok",
      "a_group_takes_all_of_its_own_with_it: ok",
      "a_balancer_has_all_attributes: ok",
      "a_queue_keeps_its_policies: ok",
      "iam_judges_by_resource: ok",
      "iam_judges_by_condition: ok",
    ]);
  },
);
