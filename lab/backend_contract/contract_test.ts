import type { Backend } from "../../shared/backend.ts";

/** A backend with nothing in it, and with the queues of the suite. */
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
