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
import { isOutdated, prepareQueueCalls } from "./queue_calls.ts";
import {
  type Delivery,
  entryOf,
  escapeBody,
  readMessage,
} from "./queue_messages.ts";
import type { QueueLocation } from "./queue_location.ts";

/** Seconds that a message is kept hidden while it is moved to the dead letters. */
const WHILE_MOVED = 30;

const COUNTS = [
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
] as const;

/** The counts of {@linkcode COUNTS}. */
async function count(sqs: SQSClient, QueueUrl: string) {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] }),
  );
  const [visible = 0, inFlight = 0, delayed = 0] = COUNTS.map((name) =>
    Number(Attributes[name])
  );
  return { visible, inFlight, delayed };
}

/** Opens the queue at `location`, whose receives wait as one of `polls`. */
export function openQueue(
  { sqs, sqsReceiving }: AwsClients,
  location: QueueLocation,
  polls: LongPolls,
): Queue {
  const { name, url: QueueUrl, deadLettersUrl, visibilityTimeout } = location;
  const fifo = name.endsWith(".fifo");
  const calls = prepareQueueCalls(sqs, QueueUrl);
  const deadLetters = prepareQueueCalls(sqs, deadLettersUrl);

  /** @return whether the receipt was of any use */
  async function unlessOutdated(call: Promise<unknown>): Promise<boolean> {
    try {
      await call;
      return true;
    } catch (error) {
      if (isOutdated(error)) return false;
      throw error;
    }
  }

  const hide = ({ receipt }: Message, seconds: number) =>
    unlessOutdated(
      calls.hide({
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
        // One for each free slot: what waits here would not be hidden for long.
        MaxNumberOfMessages: 1,
        WaitTimeSeconds: Math.ceil(wait),
        MessageSystemAttributeNames: [
          "ApproximateReceiveCount",
          "MessageGroupId",
        ],
        // A receive whose answer was lost on its way gets the same message again.
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
      await hide(message, seconds);
    },

    async delete(message) {
      await remove(message);
    },

    async moveToDeadLetters(message: Delivery) {
      // Nobody else takes it meanwhile; and it says whether the receipt holds.
      if (!await hide(message, WHILE_MOVED)) return;
      const { id: deduplicationId, group } = message;
      await deadLetters.send(
        entryOf(
          message.body,
          fifo ? { group: group ?? "", deduplicationId } : {},
        ),
      );
      await remove(message);
    },

    depth: () => count(sqs, QueueUrl),

    async deadLetters() {
      const { visible, inFlight, delayed } = await count(sqs, deadLettersUrl);
      return visible + inFlight + delayed;
    },
  };
}
