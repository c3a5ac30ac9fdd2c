/**
 * Messages as SQS has them, and as a queue gives them.
 *
 * @module
 */
import type { Message as SqsMessage } from "@aws-sdk/client-sqs";
import type { Message, SendOptions } from "../../backend.ts";
import type { SendEntry } from "./queue_calls.ts";

/** A delivery, with what its way to the dead letters needs. */
export interface Delivery extends Message {
  /** On a FIFO queue. */
  readonly group?: string;
}

/**
 * What SQS does not take in a body, as XML cannot hold it, is escaped as JSON
 * does it: in JSON, such characters stand in strings only.
 */
export const escapeBody = (body: string) =>
  body.replace(
    /[\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );

/** A message to send; times are rounded up to whole seconds. */
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

/** A message that was received with its receive count and group. */
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
