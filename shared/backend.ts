/**
 * What both services ask of the machines under them: queues, an object store,
 * records and secrets. `embedded/` answers with SQLite and the file system,
 * `aws/` with SQS, S3, DynamoDB and Secrets Manager.
 *
 * Every promise written here is tested by the contract suite in
 * `backend_contract/`, which each implementation passes.
 *
 * @module
 */
import type { Album, Answer, Prediction, WebhookSetUp } from "./contracts.ts";
import type { Secret } from "./service/secret.ts";

/** One delivery of a message. */
export interface Message {
  /** The same at every delivery of this message. */
  readonly id: string;
  readonly body: string;
  /** How often it was received, this delivery included: 1 the first time. */
  readonly receiveCount: number;
  /** Names this delivery; of no use once the message was delivered again. */
  readonly receipt: string;
}

export interface SendOptions {
  /** Seconds until it can be received, 0 to 900; not on a FIFO queue. */
  readonly delay?: number;
  /** FIFO only, and needed there: messages of a group keep their order. At most 128 characters, as the next. */
  readonly group?: string;
  /** FIFO only, and needed there: a second send with this id within five minutes adds nothing. */
  readonly deduplicationId?: string;
}

export interface ReceiveOptions {
  /** Seconds to wait for a message, 0 to 20. */
  readonly wait: number;
  /** Ends the wait at once; the receive then gives `undefined`, or a message that it had taken already. */
  readonly signal?: AbortSignal;
}

export interface QueueDepth {
  /** Messages that wait to be received; on a FIFO queue also those behind one of their group. */
  readonly visible: number;
  /** Messages received and neither deleted nor visible again. */
  readonly inFlight: number;
  /** Messages sent with a delay that has not ended. */
  readonly delayed: number;
}

/** A queue that delivers every message at least once. */
export interface Queue {
  readonly name: string;
  /** Seconds that a received message stays hidden from other receives. */
  readonly visibilityTimeout: number;

  /**
   * Puts a message on the queue; when the promise resolves it is stored.
   *
   * @throws {RangeError} when an option does not fit the kind of queue, or the body has not 1 to 262,144 bytes
   * @return the message's id
   */
  send(body: string, options?: SendOptions): Promise<string>;

  /**
   * Takes one message and hides it for the queue's visibility time-out;
   * `undefined` when none came in time, or the backend was closed.
   *
   * On a FIFO queue a group is skipped while a message of it is in flight.
   * A message that was received `maxReceives` times already goes to the
   * dead-letter queue instead.
   */
  receive(options: ReceiveOptions): Promise<Message | undefined>;

  /** Hides the message for `seconds` from now, at most 43,200; 0 gives it back at once. Does nothing on an outdated receipt. */
  changeVisibility(message: Message, seconds: number): Promise<void>;

  /** Takes the message off the queue for good. Does nothing on an outdated receipt. */
  delete(message: Message): Promise<void>;

  /** Moves the message to the dead-letter queue. Does nothing on an outdated receipt. */
  moveToDeadLetters(message: Message): Promise<void>;

  /** How many messages there are; approximate where other processes work on the queue. */
  depth(): Promise<QueueDepth>;

  /** How many messages lie on its dead-letter queue. */
  deadLetters(): Promise<number>;
}

/**
 * Bytes by key. Keys are relative paths of at most 512 characters: letters,
 * digits, `.`, `_`, `-`, parted by `/`; no part begins with a dot. Any other
 * key is a `RangeError`, and so may be one that does not begin with the
 * backend's `picturesPrefix`. Pictures are removed after some days.
 */
export interface ObjectStore {
  /** Stores the whole of `bytes` or nothing, in place of what was there. */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;

  /** @throws {ObjectNotFoundError} when there is no object of that key */
  get(key: string): Promise<Uint8Array>;

  /** Does nothing when there is no object of that key. */
  delete(key: string): Promise<void>;
}

/** No object of the key is in the store. */
export class ObjectNotFoundError extends Error {
  override name = "ObjectNotFoundError";
  constructor(readonly key: string) {
    super(`Cannot find the object '${key}': it was never stored, or expired`);
  }
}

export interface StoredRecord<T> {
  readonly value: T;
  /** Changes with every write. */
  readonly version: string;
  /** To the second. */
  readonly expiresAt?: Date;
}

export interface PutOptions {
  /** Write only over this version, unless it is expired; `null`: only where there is no record, or an expired one. */
  readonly ifVersion?: string | null;
  /** From then on the record counts as absent, and is removed some time. */
  readonly expiresAt?: Date;
}

/** Records by key, written whole, with conditional writes. */
export interface Records<T> {
  /** Reads what was last written, never an older or an expired record. */
  get(key: string): Promise<StoredRecord<T> | undefined>;

  /** Reads several at once, each as `get` does; what is absent has no entry. */
  getMany(
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, StoredRecord<T>>>;

  /** @return the new version; `undefined` when the condition does not hold, and nothing was written */
  put(
    key: string,
    value: T,
    options?: PutOptions,
  ): Promise<string | undefined>;
}

/** The predictions, each by its own `predictionId`, and those of a chat. */
export interface PredictionRecords extends Records<Prediction> {
  /** What is kept of a chat's predictions, the latest first; what was written a moment ago may be missing. */
  ofChat(chatId: number): Promise<Prediction[]>;
}

export interface SecretOptions {
  /** Asks for what it is now, not what it was some minutes ago. */
  readonly fresh?: boolean;
}

/** Secrets by name, as `talo/telegram/token`. One that is changed is seen some minutes later. */
export interface Secrets {
  /** @throws {SecretNotFoundError} when there is no secret of that name */
  get(name: string, options?: SecretOptions): Promise<Secret>;
}

/** There is no secret of the name. */
export class SecretNotFoundError extends Error {
  override name = "SecretNotFoundError";
  constructor(readonly secretName: string) {
    super(`Cannot find the secret '${secretName}': it was never stored`);
  }
}

/** All that a service needs from below. */
export interface Backend {
  /** Telegram updates and closing albums; FIFO, a group a chat. */
  readonly updates: Queue;
  /** Pictures to look at. */
  readonly identify: Queue;
  /** What was found in them, and albums that fall due. */
  readonly results: Queue;
  readonly objects: ObjectStore;
  /** What the keys of all pictures in the object store begin with: `images/`. */
  readonly picturesPrefix: string;
  readonly predictions: PredictionRecords;
  readonly albums: Records<Album>;
  readonly answers: Records<Answer>;
  readonly webhooks: Records<WebhookSetUp>;
  readonly secrets: Secrets;
  /** Ends waiting receives and lets go of files and connections. */
  close(): Promise<void>;
}
