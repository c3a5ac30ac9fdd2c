import { MAX_WAIT } from "./queue_limits.ts";

/** Settings of a queue. Times are in seconds. */
export interface QueueSettings {
  readonly name: string;
  /** Messages of one group are delivered in order, one at a time. */
  readonly fifo: boolean;
  /** Time that a received message is invisible to other consumers. */
  readonly visibilityTimeout: number;
  /** Deliveries of a message before it is dead-lettered. */
  readonly maxReceives: number;
}

/** Settings of a consumer. Times are in seconds. */
export interface ConsumerSettings {
  /** Messages that are handled at the same time. */
  readonly slots: number;
  /** Time that one receive waits for a message. */
  readonly wait: number;
  /** Interval at which the visibility timeout of a message in flight is renewed; shorter than that timeout. */
  readonly heartbeat: number;
  /** Failures of a message before it is dead-lettered. */
  readonly maxFailures: number;
  /** Delay before the second attempt; it doubles with each failure. */
  readonly retryDelay: number;
  /** Time that `stop()` gives handlers to finish. */
  readonly drain: number;
}

/** Seconds that a FIFO queue remembers deduplication ids, as SQS does. */
export const DEDUPLICATION_WINDOW = 300;

/** Suffix of a dead-letter queue's name, before `.fifo`. */
export const DEAD_LETTER_SUFFIX = "-dead-letters";

/** Seconds that a received message is invisible to other consumers. */
export const VISIBILITY_TIMEOUT = 15;

/** Maximum seconds that a service needs to stop after SIGTERM, with messages in flight finished or returned to the queue. */
export const STOP_DEADLINE = 25;

/** Seconds of {@linkcode STOP_DEADLINE} that are reserved for returning messages and closing connections. */
const STOP_RESERVE = 3;

const COMMON = {
  visibilityTimeout: VISIBILITY_TIMEOUT,
  // A consumer dead-letters after `maxFailures`; the others are for deliveries
  // during which the process died.
  maxReceives: 10,
};

/** Telegram updates and closing albums, one group per chat. */
export const UPDATES_QUEUE: QueueSettings = {
  ...COMMON,
  name: "talo-sqs-updates.fifo",
  fifo: true,
};

/** Pictures to detect objects in. */
export const IDENTIFY_QUEUE: QueueSettings = {
  ...COMMON,
  name: "talo-sqs-identify",
  fifo: false,
};

/** Predictions that are done, and albums that are due. */
export const RESULTS_QUEUE: QueueSettings = {
  ...COMMON,
  name: "talo-sqs-results",
  fifo: false,
};

/** Default settings of a consumer. */
export const CONSUMER: ConsumerSettings = {
  slots: 4,
  wait: MAX_WAIT,
  heartbeat: 5,
  maxFailures: 5,
  retryDelay: 1,
  drain: STOP_DEADLINE - STOP_RESERVE,
};
