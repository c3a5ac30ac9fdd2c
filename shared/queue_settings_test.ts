import { assert } from "@std/assert";
import { isOutOfDeliveries } from "./consumer/retry_policy.ts";
import {
  CONSUMER,
  IDENTIFY_QUEUE,
  RESULTS_QUEUE,
  UPDATES_QUEUE,
} from "./queue_settings.ts";

for (const queue of [UPDATES_QUEUE, IDENTIFY_QUEUE, RESULTS_QUEUE]) {
  Deno.test(`${queue.name} keeps a message until its consumer has dead-lettered it`, () => {
    assert(isOutOfDeliveries(queue.maxReceives, CONSUMER));
  });

  Deno.test(`${queue.name} keeps a message invisible for more than two heartbeats`, () => {
    assert(queue.visibilityTimeout > 2 * CONSUMER.heartbeat);
  });
}
