/**
 * A queue of SQS as a client sees it, for the tests of the corrections.
 *
 * @module
 */
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { clientSettings } from "../clients.ts";
import type { Moto } from "../moto.ts";

export interface QueueScene {
  readonly sqs: SQSClient;
  readonly url: string;
  /** Where a message goes at its third receive. */
  readonly deadLettersUrl: string;
  /** On a FIFO queue the first letter of the body is the group, the whole the deduplication id. @return the message's id */
  send(body: string, deduplicationId?: string): Promise<string>;
  /** Receives up to `count` messages, waiting for `wait` seconds. */
  receive(wait: number, options?: ReceiveOptions): Promise<Message[]>;
}

export interface ReceiveOptions {
  readonly count?: number;
  readonly url?: string;
  readonly signal?: AbortSignal;
}

/** Makes a queue with a dead-letter queue, both with nothing in them. */
export async function makeQueue(
  { env }: Moto,
  { fifo = false, visibilityTimeout = 30 } = {},
): Promise<QueueScene> {
  const sqs = new SQSClient(clientSettings(env));
  const end = fifo ? ".fifo" : "";
  const name = crypto.randomUUID();
  const create = async (QueueName: string, Attributes = {}) => {
    const fifoAttributes = fifo ? { FifoQueue: "true" } : {};
    const { QueueUrl = "" } = await sqs.send(
      new CreateQueueCommand({
        QueueName: QueueName + end,
        Attributes: { ...fifoAttributes, ...Attributes },
      }),
    );
    return QueueUrl;
  };
  const deadLettersUrl = await create(`${name}-dead-letters`);
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: deadLettersUrl,
      AttributeNames: ["QueueArn"],
    }),
  );
  const url = await create(name, {
    VisibilityTimeout: String(visibilityTimeout),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: Attributes?.QueueArn,
      maxReceiveCount: 2,
    }),
  });
  return {
    sqs,
    url,
    deadLettersUrl,
    async send(body, deduplicationId = body) {
      const { MessageId = "" } = await sqs.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: body,
          ...(fifo
            ? {
              MessageGroupId: body.charAt(0),
              MessageDeduplicationId: deduplicationId,
            }
            : {}),
        }),
      );
      return MessageId;
    },
    async receive(wait, { count = 1, url: QueueUrl = url, signal } = {}) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          WaitTimeSeconds: wait,
          MaxNumberOfMessages: count,
          MessageSystemAttributeNames: ["ApproximateReceiveCount"],
        }),
        signal ? { abortSignal: signal } : {},
      );
      return Messages;
    },
  };
}

export const bodies = (messages: readonly Message[]) =>
  messages.map(({ Body }) => Body);

export const receiptOf = (message: Message | undefined) =>
  message?.ReceiptHandle ?? "";
