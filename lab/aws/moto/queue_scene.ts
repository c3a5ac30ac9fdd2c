/**
 * An SQS queue, for the tests of the corrections.
 *
 * @module
 */
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import {
  QUEUE_SETTING_NAMES,
  type QueueKey,
} from "../../../shared/aws/settings.ts";
import { CONTRACT_QUEUES } from "../../backend_contract/mod.ts";
import { openAwsScene } from "../aws_scene.ts";
import type { Moto } from "./moto.ts";

export interface ReceiveOptions {
  /** Largest number of messages. @default 1 */
  readonly count?: number;
  readonly signal?: AbortSignal;
  /** The name of another queue to receive from. */
  readonly from?: string;
  readonly attemptId?: string;
}

export interface QueueScene extends AsyncDisposable {
  readonly sqs: SQSClient;
  readonly name: string;
  /** The name of the dead-letter queue, which takes a message on its third receive. */
  readonly deadLetters: string;
  /** Sends a message; in a FIFO queue the body's first letter is its group. @return the message's id */
  send(body: string, deduplicationId?: string): Promise<string>;
  /** Receives messages, waiting up to `wait` seconds. */
  receive(wait: number, options?: ReceiveOptions): Promise<Message[]>;
  changeVisibility(
    message: Message | undefined,
    seconds: number,
  ): Promise<unknown>;
  delete(message: Message | undefined): Promise<unknown>;
}

/** Opens one of the contract's queues: `updates` is FIFO, the visibility timeout of `results` is one second. */
export async function openQueueScene(
  moto: Moto,
  key: QueueKey,
): Promise<QueueScene> {
  const scene = await openAwsScene(moto, { queues: CONTRACT_QUEUES });
  const { sqs } = scene.clients;
  const name = scene.settings[QUEUE_SETTING_NAMES[key]];
  const fifo = name.endsWith(".fifo");
  return {
    sqs,
    name,
    deadLetters: name.replace(scene.suffix, `-dead-letters${scene.suffix}`),
    async send(body, deduplicationId = body) {
      const { MessageId = "" } = await sqs.send(
        new SendMessageCommand({
          QueueUrl: name,
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
    async receive(wait, { count = 1, signal, from = name, attemptId } = {}) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: from,
          WaitTimeSeconds: wait,
          MaxNumberOfMessages: count,
          MessageSystemAttributeNames: ["ApproximateReceiveCount"],
          ...(attemptId ? { ReceiveRequestAttemptId: attemptId } : {}),
        }),
        signal ? { abortSignal: signal } : {},
      );
      return Messages;
    },
    changeVisibility: (message, VisibilityTimeout) =>
      sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: name,
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout,
        }),
      ),
    delete: (message) =>
      sqs.send(
        new DeleteMessageCommand({
          QueueUrl: name,
          ReceiptHandle: message?.ReceiptHandle,
        }),
      ),
    [Symbol.asyncDispose]: () => scene[Symbol.asyncDispose](),
  };
}

export const bodies = (messages: readonly Message[]) =>
  messages.map(({ Body }) => Body);
