/**
 * The three queues: their names, and every time-out and limit of theirs.
 *
 * @module
 */

/** What a queue promises about time and order. All times are in seconds. */
export interface QueueSettings {
  readonly name: string;
  /** Messages of one group are handed out in order, one at a time. */
  readonly fifo: boolean;
  /** How long a received message stays hidden from other consumers. */
  readonly visibilityTimeout: number;
  /** A message received more often than this goes to the dead-letter queue. */
  readonly maxReceives: number;
}

/** How a consumer treats the messages that it takes. Times in seconds. */
export interface ConsumerSettings {
  /** How many messages are worked on at once. */
  readonly slots: number;
  /** How long one receive waits for a message. */
  readonly wait: number;
  /** How often a message in hand is kept hidden; less than the visibility time-out. */
  readonly heartbeat: number;
  /** A message whose handling failed this often is given up. */
  readonly maxFailures: number;
  /** The pause before the second try; it doubles with each failure. */
  readonly retryDelay: number;
  /** How long `stop()` lets the work in hand go on. */
  readonly drain: number;
}

/** How long a FIFO queue remembers deduplication ids: five minutes, as SQS. */
export const DEDUPLICATION_WINDOW = 300;

/** What a dead-letter queue's name adds to its queue's. */
export const DEAD_LETTER_SUFFIX = "-dead-letters";

const COMMON = {
  visibilityTimeout: 15,
  // A consumer gives up after `maxFailures`; receives that ended with the
  // death of the process leave room above that.
  maxReceives: 10,
};

export const UPDATES_QUEUE: QueueSettings = {
  ...COMMON,
  name: "talo-sqs-updates.fifo",
  fifo: true,
};

export const IDENTIFY_QUEUE: QueueSettings = {
  ...COMMON,
  name: "talo-sqs-identify",
  fifo: false,
};

export const RESULTS_QUEUE: QueueSettings = {
  ...COMMON,
  name: "talo-sqs-results",
  fifo: false,
};

/** What every consumer uses where it does not say otherwise. */
export const CONSUMER: ConsumerSettings = {
  slots: 4,
  wait: 20,
  heartbeat: 5,
  maxFailures: 5,
  retryDelay: 1,
  // of the 25 seconds that a stop may take: the rest is for handing back
  drain: 22,
};
