/**
 * Holds the names that the playbooks repeat from the services, and the values that
 * Packer repeats from the playbooks, to the originals. (Numbers:
 * `copied_numbers_test.ts`, which needs no Ansible.)
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { ansibleMissing } from "../lab/operations/ansible_installs.ts";
import { defaultPython, runAnsible } from "../lab/operations/playbook.ts";
import { CHAT_INDEX } from "../shared/aws/records/predictions.ts";
import {
  DEAD_LETTER_SUFFIX,
  IDENTIFY_QUEUE,
  type QueueSettings,
  RESULTS_QUEUE,
  UPDATES_QUEUE,
} from "../shared/queue_settings.ts";

const missing = ansibleMissing(defaultPython());

/** Reads a file of the repository. */
const read = (path: string) =>
  Deno.readTextFile(new URL(`../${path}`, import.meta.url));

/** Evaluates variables of group_vars/all.yaml by Ansible, as prod in us-east-1. */
async function evaluate(names: readonly string[]) {
  const values = names.map((name) => `'${name}': ${name}`).join(", ");
  const { stdout } = await runAnsible("ansible", [
    "localhost",
    "--inventory=localhost,",
    "--extra-vars=@group_vars/all.yaml",
    "--module-name=ansible.builtin.debug",
    `--args=msg="{{ {${values}} | to_json | b64encode }}"`,
  ], { env: { AWS_ENDPOINT_URL: "http://127.0.0.1:1" } });
  const [, encoded = ""] = stdout.match(/msg['"]?: ['"]?([\w+/=]+)/) ?? [];
  return JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(encoded)));
}

const deadLettersOf = ({ name, fifo }: QueueSettings) =>
  fifo
    ? `${name.replace(/\.fifo$/, "")}${DEAD_LETTER_SUFFIX}.fifo`
    : name + DEAD_LETTER_SUFFIX;

Deno.test({
  name: `the playbooks give queues the names of the services${
    missing ? ` (ignored: ${missing})` : ""
  }`,
  ignore: missing !== undefined,
  async fn() {
    const expected = {
      queue_updates: UPDATES_QUEUE.name,
      queue_identify: IDENTIFY_QUEUE.name,
      queue_results: RESULTS_QUEUE.name,
      dead_letters_updates: deadLettersOf(UPDATES_QUEUE),
      dead_letters_identify: deadLettersOf(IDENTIFY_QUEUE),
      dead_letters_results: deadLettersOf(RESULTS_QUEUE),
    };
    assertEquals(await evaluate(Object.keys(expected)), expected);
  },
});

Deno.test("the index of predictions by chat has the name that polybot queries", async () => {
  for (
    const path of ["tables/vars/main.yaml", "iam/vars/main/polybot.yaml"]
  ) {
    const text = await read(`ansible/roles/${path}`);
    assertEquals(text.match(/\w+-\w+-index\b/g), [CHAT_INDEX], path);
  }
});

Deno.test("Packer's defaults are those of the playbooks", async () => {
  const all = await read("ansible/group_vars/all.yaml");
  const packer = await read("packer/variables.pkr.hcl");
  for (
    const [variable, name] of [
      ["source_name", "ubuntu_image_name"],
      ["source_owner", "ubuntu_image_owner"],
      ["yolo5_model_url", "yolo5_model_url"],
    ]
  ) {
    const block = packer.split(`variable "${variable}" {`)[1]?.split("\n}")[0];
    const [, value] = all.match(new RegExp(`^${name}: "?(.*?)"?$`, "m")) ?? [];
    assertEquals(block?.match(/default\s+= "(.*)"/)?.[1], value);
  }
});
