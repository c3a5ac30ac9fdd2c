/**
 * Tests of every promise in `../../shared/backend.ts`, for each implementation to pass.
 *
 * They allow for times in whole seconds, and for counts that are right only
 * after a moment.
 *
 * @module
 */
import type { ContractTest, OpenedBackend } from "./contract_test.ts";
import { testFifoQueue } from "./fifo_queue.ts";
import { testObjects } from "./objects.ts";
import { testQueue } from "./queue.ts";
import { testRecords } from "./records.ts";
import { testSecrets } from "./secrets.ts";
import {
  IDENTIFY_QUEUE,
  RESULTS_QUEUE,
  UPDATES_QUEUE,
} from "../../shared/queue_settings.ts";

/** The queues that the suite needs: `results` lets a message go after a second, the others keep it while a test lasts. */
export const CONTRACT_QUEUES = {
  updates: { ...UPDATES_QUEUE, visibilityTimeout: 30, maxReceives: 2 },
  identify: { ...IDENTIFY_QUEUE, visibilityTimeout: 30, maxReceives: 2 },
  results: { ...RESULTS_QUEUE, visibilityTimeout: 1, maxReceives: 2 },
};

/**
 * Registers the whole suite for an implementation; `open` is called once a
 * test. `register` is `Deno.test` where it needs nothing else.
 */
export function describeBackendContract(
  name: string,
  open: () => Promise<OpenedBackend>,
  register: (name: string, body: () => Promise<void>) => void = Deno.test,
) {
  const test: ContractTest = (sentence, body) =>
    register(`${name}: ${sentence}`, async () => {
      const opened = await open();
      try {
        await body(opened);
      } finally {
        await opened.close();
      }
    });
  testQueue(test);
  testFifoQueue(test);
  testObjects(test);
  testRecords(test);
  testSecrets(test);
}
