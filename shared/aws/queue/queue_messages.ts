import type { Message as SqsMessage } from "@aws-sdk/client-sqs";
import type { Message, SendOptions } from "../../backend.ts";
import type { SendEntry } from "./queue_calls.ts";

/** A delivery, with its group, which the dead-letter queue needs too. */
export interface Delivery extends Message {
  /** On FIFO queues only. */
  readonly group?: string;
}

/**
 * Escapes characters that SQS does not accept because XML cannot contain them.
 * The escapes are JSON's: in JSON, these characters occur only in strings.
 */
export const escapeBody = (body: string) =>
  body.replace(
    /[\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );

/** Returns a message to send; its delay is rounded up to whole seconds. */
export const entryOf = (
  body: string,
  { delay, group, deduplicationId }: SendOptions,
): SendEntry => ({
  MessageBody: body,
  ...(delay === undefined ? {} : { DelaySeconds: Math.ceil(delay) }),
  ...(group === undefined ? {} : { MessageGroupId: group }),
  ...(deduplicationId === undefined
    ? {}
    : { MessageDeduplicationId: deduplicationId }),
});

/** Converts a received message. */
export function readMessage(
  { MessageId, Body, ReceiptHandle, Attributes }: SqsMessage,
): Delivery {
  const group = Attributes?.MessageGroupId;
  return {
    id: MessageId ?? "",
    body: Body ?? "",
    receiveCount: Number(Attributes?.ApproximateReceiveCount),
    receipt: ReceiptHandle ?? "",
    ...(group === undefined ? {} : { group }),
  };
}
