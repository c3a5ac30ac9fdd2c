/**
 * A queue on SQS.
 *
 * @module
 */
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { Message, Queue } from "../../backend.ts";
import { checkSend, checkVisibility, checkWait } from "../../queue_limits.ts";
import type { AwsClients } from "../clients.ts";
import type { LongPolls } from "./long_polls.ts";
import { createQueueCalls, isOutdated } from "./queue_calls.ts";
import {
  type Delivery,
  entryOf,
  escapeBody,
  readMessage,
} from "./queue_messages.ts";
import type { QueueLocation } from "./queue_location.ts";

/** Seconds that a message is invisible while it is moved to the dead-letter queue. */
const MOVE_TIMEOUT = 30;

const DEPTH_ATTRIBUTES = [
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
] as const;

async function readDepth(sqs: SQSClient, QueueUrl: string) {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: [...DEPTH_ATTRIBUTES],
    }),
  );
  const [visible = 0, inFlight = 0, delayed = 0] = DEPTH_ATTRIBUTES.map((
    name,
  ) => Number(Attributes[name]));
  return { visible, inFlight, delayed };
}

/** Opens the queue at `location`. Its receives are ended by closing `polls`. */
export function openQueue(
  { sqs, sqsReceiving }: AwsClients,
  location: QueueLocation,
  polls: LongPolls,
): Queue {
  const { name, url: QueueUrl, deadLettersUrl, visibilityTimeout } = location;
  const fifo = name.endsWith(".fifo");
  const calls = createQueueCalls(sqs, QueueUrl);
  const deadLetters = createQueueCalls(sqs, deadLettersUrl);

  /** Waits for a call; ignores its failure if the receipt is outdated. @return whether the receipt was valid */
  async function unlessOutdated(call: Promise<unknown>): Promise<boolean> {
    try {
      await call;
      return true;
    } catch (error) {
      if (isOutdated(error)) return false;
      throw error;
    }
  }

  const setVisibility = ({ receipt }: Message, seconds: number) =>
    unlessOutdated(
      calls.setVisibility({
        ReceiptHandle: receipt,
        VisibilityTimeout: Math.ceil(seconds),
      }),
    );

  const remove = ({ receipt }: Message) =>
    unlessOutdated(calls.remove({ ReceiptHandle: receipt }));

  return {
    name,
    visibilityTimeout,

    async send(body, options = {}) {
      const escaped = escapeBody(body);
      checkSend(escaped, options, fifo);
      const { MessageId } = await calls.send(entryOf(escaped, options));
      return MessageId ?? "";
    },

    async receive({ wait, signal }) {
      checkWait(wait);
      if (polls.closed) {
        throw new Error(`Cannot receive from '${name}' as it was closed`);
      }
      const command = new ReceiveMessageCommand({
        QueueUrl,
        // One message per free slot: others would wait here while their visibility timeout elapses.
        MaxNumberOfMessages: 1,
        WaitTimeSeconds: Math.ceil(wait),
        MessageSystemAttributeNames: [
          "ApproximateReceiveCount",
          "MessageGroupId",
        ],
        // A repeated receive, after its first response was lost, returns the same message.
        ...(fifo ? { ReceiveRequestAttemptId: crypto.randomUUID() } : {}),
      });
      const reply = await polls.run(
        (abortSignal) => sqsReceiving.send(command, { abortSignal }),
        signal,
      );
      const [message] = reply?.Messages ?? [];
      return message && readMessage(message);
    },

    async changeVisibility(message, seconds) {
      checkVisibility(seconds);
      await setVisibility(message, seconds);
    },

    async delete(message) {
      await remove(message);
    },

    async moveToDeadLetters(message: Delivery) {
      // Checks that the receipt is valid, and keeps the message invisible until it is moved.
      if (!await setVisibility(message, MOVE_TIMEOUT)) return;
      const { id: deduplicationId, group } = message;
      await deadLetters.send(
        entryOf(
          message.body,
          fifo ? { group: group ?? "", deduplicationId } : {},
        ),
      );
      await remove(message);
    },

    depth: () => readDepth(sqs, QueueUrl),

    async deadLetters() {
      const { visible, inFlight, delayed } = await readDepth(
        sqs,
        deadLettersUrl,
      );
      return visible + inFlight + delayed;
    },
  };
}
