/**
 * The backend of both services: queues, an object store, records and secrets.
 * `embedded/` implements it with SQLite and files, `aws/` with SQS, S3, DynamoDB
 * and Secrets Manager.
 *
 * The contract suite in `lab/backend_contract/` tests everything that is
 * documented here, for each implementation.
 *
 * @module
 */
import type { Album, Answer, Prediction, WebhookSetUp } from "./contracts.ts";
import type { Secret } from "./service/secret.ts";

/** One delivery of a message. */
export interface Message {
  /** The same for every delivery of the message. */
  readonly id: string;
  readonly body: string;
  /** Number of deliveries so far, including this one. */
  readonly receiveCount: number;
  /** Identifies this delivery; outdated once the message is delivered again. */
  readonly receipt: string;
}

export interface SendOptions {
  /** Seconds until the message can be received, 0 to 900; not on a FIFO queue. */
  readonly delay?: number;
  /** Required on a FIFO queue, and only allowed there: messages of a group keep their order. At most 128 characters. */
  readonly group?: string;
  /** Required on a FIFO queue, and only allowed there: a second send with this id within five minutes is ignored. At most 128 characters. */
  readonly deduplicationId?: string;
}

export interface ReceiveOptions {
  /** Seconds to wait for a message, 0 to 20. */
  readonly wait: number;
  /** Ends the wait immediately; the receive then returns `undefined`, or the message that it has already received. */
  readonly signal?: AbortSignal;
}

export interface QueueDepth {
  /** Messages waiting to be received; on a FIFO queue also those behind another of their group. */
  readonly visible: number;
  /** Messages that were received, and are neither deleted nor visible again. */
  readonly inFlight: number;
  /** Messages sent with a delay that has not passed. */
  readonly delayed: number;
}

/** A queue that delivers every message at least once. */
export interface Queue {
  readonly name: string;
  /** Seconds that a received message is invisible to other receives. */
  readonly visibilityTimeout: number;

  /**
   * Puts a message on the queue. It is stored when the promise resolves.
   *
   * @throws {RangeError} when an option does not suit the kind of queue, or the body is empty or longer than `MAX_BODY_BYTES`
   * @return the message's id
   */
  send(body: string, options?: SendOptions): Promise<string>;

  /**
   * Receives one message and makes it invisible for the queue's visibility
   * timeout. Returns `undefined` if none arrives in time or the backend is closed.
   *
   * On a FIFO queue, groups with a message in flight are skipped. A message that
   * was already received `maxReceives` times goes to the dead-letter queue
   * instead.
   */
  receive(options: ReceiveOptions): Promise<Message | undefined>;

  /** Makes the message invisible for `seconds` from now, at most 43,200; 0 makes it visible immediately. Does nothing if the receipt is outdated. */
  changeVisibility(message: Message, seconds: number): Promise<void>;

  /** Deletes the message. Does nothing if the receipt is outdated. */
  delete(message: Message): Promise<void>;

  /** Moves the message to the dead-letter queue. Does nothing if the receipt is outdated. */
  moveToDeadLetters(message: Message): Promise<void>;

  /** Counts the messages; approximate while other processes use the queue. */
  depth(): Promise<QueueDepth>;

  /** Counts the messages on the dead-letter queue. */
  deadLetters(): Promise<number>;
}

/**
 * Stores bytes by key. Keys are relative paths of at most 512 characters: parts
 * of letters, digits, `.`, `_` and `-`, separated by `/`, none beginning with a
 * dot. Other keys throw a `RangeError`, and so may keys that do not begin with the
 * backend's `picturesPrefix`. Pictures are removed after `PICTURE_AGE`.
 */
export interface ObjectStore {
  /** Stores all of `bytes` or nothing. Replaces an object with the same key. */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;

  /** @throws {ObjectNotFoundError} when no object has this key */
  get(key: string): Promise<Uint8Array>;

  /** Does nothing when no object has this key. */
  delete(key: string): Promise<void>;
}

/** Thrown when no object has the key. */
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
  /** Rounded up to whole seconds on AWS. */
  readonly expiresAt?: Date;
}

export interface PutOptions {
  /** Writes only if this is the current version and has not expired; `null`: only if there is no record, or it has expired. */
  readonly ifVersion?: string | null;
  /** Time from which the record counts as absent; it is removed later. */
  readonly expiresAt?: Date;
}

/** Stores records by key, with conditional writes. */
export interface Records<T> {
  /** Returns the record that was written last, never an older or expired one. */
  get(key: string): Promise<StoredRecord<T> | undefined>;

  /** Returns several records, each as `get` does; absent ones have no entry. */
  getMany(
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, StoredRecord<T>>>;

  /** @return the new version; `undefined` if the condition does not hold and nothing was written */
  put(
    key: string,
    value: T,
    options?: PutOptions,
  ): Promise<string | undefined>;
}

/** Stores predictions by their `predictionId`, and finds those of a chat. */
export interface PredictionRecords extends Records<Prediction> {
  /** Returns a chat's predictions, the latest first. One that was just written may be missing. */
  ofChat(chatId: number): Promise<Prediction[]>;
}

export interface SecretOptions {
  /** Reads the current value, not one cached for some minutes. */
  readonly fresh?: boolean;
}

/** Secrets by name, such as `talo/telegram/token`. Changes are noticed within minutes. */
export interface Secrets {
  /** @throws {SecretNotFoundError} when no secret has this name */
  get(name: string, options?: SecretOptions): Promise<Secret>;
}

/** Thrown when no secret has the name. */
export class SecretNotFoundError extends Error {
  override name = "SecretNotFoundError";
  constructor(readonly secretName: string) {
    super(`Cannot find the secret '${secretName}': it was never stored`);
  }
}

/** Everything that a service needs to run. */
export interface Backend {
  /** Telegram updates and closing albums; FIFO, one group per chat. */
  readonly updates: Queue;
  /** Pictures to detect objects in. */
  readonly identify: Queue;
  /** Predictions that are done, and albums that are due. */
  readonly results: Queue;
  readonly objects: ObjectStore;
  /** Prefix of the keys of all pictures in the object store, `images/` by default. */
  readonly picturesPrefix: string;
  readonly predictions: PredictionRecords;
  readonly albums: Records<Album>;
  readonly answers: Records<Answer>;
  readonly webhooks: Records<WebhookSetUp>;
  readonly secrets: Secrets;
  /** Ends waiting receives, and closes files and connections. */
  close(): Promise<void>;
}
