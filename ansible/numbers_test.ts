/**
 * Holds the numbers and names that the playbooks repeat from the services, or
 * Packer from the playbooks, to the originals.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { ansibleMissing } from "../lab/operations/ansible_installs.ts";
import { defaultPython, runAnsible } from "../lab/operations/playbook.ts";
import { CHAT_INDEX } from "../shared/aws/records/predictions.ts";
import { MAX_BODY_BYTES, MAX_WAIT } from "../shared/queue_limits.ts";
import {
  DEAD_LETTER_SUFFIX,
  IDENTIFY_QUEUE,
  type QueueSettings,
  RESULTS_QUEUE,
  STOP_DEADLINE,
  UPDATES_QUEUE,
  VISIBILITY_TIMEOUT,
} from "../shared/queue_settings.ts";
import { DEAD_LETTER_AGE, PICTURE_AGE } from "../shared/retention.ts";

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
  name: `the playbooks give queues the names and limits of the services${
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
      queue_visibility_timeout: VISIBILITY_TIMEOUT,
      queue_max_receive_count: UPDATES_QUEUE.maxReceives,
      queue_max_bytes: MAX_BODY_BYTES,
      queue_wait: MAX_WAIT,
    };
    assertEquals(await evaluate(Object.keys(expected)), expected);
  },
});

/** Finds a number by a pattern with one group. */
const numberIn = (text: string, pattern: RegExp) =>
  Number(text.match(pattern)?.[1]);

Deno.test("a machine gives a service more time to stop than it takes", async () => {
  const all = await read("ansible/group_vars/all.yaml");
  const service = await read("ansible/roles/service/defaults/main.yaml");
  assert(numberIn(all, /^deregistration_delay: (\d+)$/m) > STOP_DEADLINE);
  assert(numberIn(service, /^service_stop_timeout: (\d+)$/m) > STOP_DEADLINE);
});

Deno.test("the playbooks keep pictures and dead letters for as long as the services", async () => {
  const all = await read("ansible/group_vars/all.yaml");
  assertEquals(
    numberIn(all, /^dead_letter_retention: (\d+)$/m),
    DEAD_LETTER_AGE,
  );
  const days = numberIn(all, /^images_days: (\d+)$/m);
  assertEquals(days * 24 * 60 * 60, PICTURE_AGE);
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
