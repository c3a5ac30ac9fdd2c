/**
 * Tests of every promise in `backend.ts`, for each implementation to pass.
 *
 * They allow for times in whole seconds, and for counts that are right only
 * after a moment.
 *
 * @module
 */
import type { Backend } from "./backend.ts";
import { testFifoQueue } from "./contract_tests/fifo_queue.ts";
import { testObjects } from "./contract_tests/objects.ts";
import { testQueue } from "./contract_tests/queue.ts";
import { testRecords } from "./contract_tests/records.ts";
import { testSecrets } from "./contract_tests/secrets.ts";
import {
  IDENTIFY_QUEUE,
  RESULTS_QUEUE,
  UPDATES_QUEUE,
} from "./queue_settings.ts";

/** The queues that the suite needs: `results` lets a message go after a second, the others keep it while a test lasts. */
export const CONTRACT_QUEUES = {
  updates: { ...UPDATES_QUEUE, visibilityTimeout: 30, maxReceives: 2 },
  identify: { ...IDENTIFY_QUEUE, visibilityTimeout: 30, maxReceives: 2 },
  results: { ...RESULTS_QUEUE, visibilityTimeout: 1, maxReceives: 2 },
};

/** A backend with nothing in it, and with {@linkcode CONTRACT_QUEUES}. */
export interface OpenedBackend {
  readonly backend: Backend;
  /** Opens the same backend once more, as another machine does. */
  openAgain(): Promise<Backend>;
  putSecret(name: string, value: string): Promise<void>;
  /** Closes all that was opened and removes what it held. */
  close(): Promise<void>;
}

/** Registers one test of the contract. */
export type ContractTest = (
  sentence: string,
  body: (opened: OpenedBackend) => Promise<void>,
) => void;

/** Registers the whole suite for an implementation; `open` is called once a test. */
export function describeBackendContract(
  name: string,
  open: () => Promise<OpenedBackend>,
) {
  const test: ContractTest = (sentence, body) =>
    Deno.test(`${name}: ${sentence}`, async () => {
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
