import type { Backend } from "../../shared/backend.ts";

/** An empty backend with the queues of the suite. */
export interface OpenedBackend {
  readonly backend: Backend;
  /** Opens the same backend again, like another machine. */
  openAgain(): Promise<Backend>;
  putSecret(name: string, value: string): Promise<void>;
  /** Closes and removes everything that was opened. */
  close(): Promise<void>;
}

/** Registers a test of the contract. */
export type ContractTest = (
  sentence: string,
  body: (opened: OpenedBackend) => Promise<void>,
) => void;
