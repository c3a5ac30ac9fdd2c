import { assert, assertEquals } from "@std/assert";
import { MAX_BODY_BYTES, MAX_WAIT } from "../shared/queue_limits.ts";
import {
  IDENTIFY_QUEUE,
  STOP_DEADLINE,
  VISIBILITY_TIMEOUT,
} from "../shared/queue_settings.ts";
import { DEAD_LETTER_AGE, PICTURE_AGE } from "../shared/retention.ts";

const DAY = 24 * 60 * 60;

/** Reads a number that is the value of a variable in a file of Ansible's. */
async function numberIn(file: string, variable: string): Promise<number> {
  const text = await Deno.readTextFile(new URL(file, import.meta.url));
  return Number(new RegExp(`^${variable}: (\\d+)$`, "m").exec(text)?.[1]);
}

for (
  const [variable, expected] of [
    ["queue_visibility_timeout", VISIBILITY_TIMEOUT],
    ["queue_max_receive_count", IDENTIFY_QUEUE.maxReceives],
    ["queue_max_bytes", MAX_BODY_BYTES],
    ["queue_wait", MAX_WAIT],
    ["dead_letter_retention", DEAD_LETTER_AGE],
    ["images_days", PICTURE_AGE / DAY],
  ] as const
) {
  Deno.test(`the playbooks' ${variable} is the services' own number`, async () => {
    assertEquals(await numberIn("group_vars/all.yaml", variable), expected);
  });
}

for (
  const [file, variable] of [
    ["group_vars/all.yaml", "deregistration_delay"],
    ["roles/service/defaults/main.yaml", "service_stop_timeout"],
  ] as const
) {
  Deno.test(`the playbooks' ${variable} leaves a service enough time to stop`, async () => {
    assert(await numberIn(file, variable) > STOP_DEADLINE);
  });
}
