/**
 * Tests of everything that `shared/backend.ts` promises, for each
 * implementation.
 *
 * They allow for times in whole seconds, and for counts that lag behind.
 *
 * @module
 */
import type { ContractTest, OpenedBackend } from "./contract_types.ts";
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

/** Queues of the suite. The visibility timeout of `results` is a second; the others' is longer than any test. */
export const CONTRACT_QUEUES = {
  updates: { ...UPDATES_QUEUE, visibilityTimeout: 30, maxReceives: 2 },
  identify: { ...IDENTIFY_QUEUE, visibilityTimeout: 30, maxReceives: 2 },
  results: { ...RESULTS_QUEUE, visibilityTimeout: 1, maxReceives: 2 },
};

/**
 * Registers the suite for an implementation.
 *
 * @param open opens an empty backend, once per test
 * @param register registers one test
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
