import { assert, assertEquals } from "@std/assert";
import { MAX_BODY_BYTES, MAX_WAIT } from "../shared/queue_limits.ts";
import {
  IDENTIFY_QUEUE,
  STOP_DEADLINE,
  VISIBILITY_TIMEOUT,
} from "../shared/queue_settings.ts";
import { DEAD_LETTER_AGE, PICTURE_AGE } from "../shared/retention.ts";

const DAY = 24 * 60 * 60;

/** Numbers of the services that Ansible has a copy of, by file and variable. */
const COPIES = [
  ["group_vars/all.yaml", "queue_visibility_timeout", VISIBILITY_TIMEOUT],
  [
    "group_vars/all.yaml",
    "queue_max_receive_count",
    IDENTIFY_QUEUE.maxReceives,
  ],
  ["group_vars/all.yaml", "dead_letter_retention", DEAD_LETTER_AGE],
  ["group_vars/all.yaml", "images_days", PICTURE_AGE / DAY],
  ["roles/queues/vars/main.yaml", "queues_max_bytes", MAX_BODY_BYTES],
  ["roles/queues/vars/main.yaml", "queues_wait", MAX_WAIT],
] as const;

for (const [file, variable, expected] of COPIES) {
  Deno.test(`${variable} in ansible/${file} is the services' own number`, async () => {
    const text = await Deno.readTextFile(new URL(file, import.meta.url));
    const [, value] = new RegExp(`^${variable}: (\\d+)$`, "m").exec(text) ?? [];
    assertEquals(Number(value), expected);
  });
}

for (
  const [file, setting] of [
    ["roles/service/templates/service.service.j2", "TimeoutStopSec="],
    [
      "roles/balancer/tasks/main.yaml",
      "    deregistration_delay_timeout: ",
    ],
  ] as const
) {
  Deno.test(`${setting.trim()} in ansible/${file} leaves a service time to stop`, async () => {
    const text = await Deno.readTextFile(new URL(file, import.meta.url));
    const [, value] = new RegExp(`^${setting}(\\d+)$`, "m").exec(text) ?? [];
    assert(Number(value) > STOP_DEADLINE, value);
  });
}
