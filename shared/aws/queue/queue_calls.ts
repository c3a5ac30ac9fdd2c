/**
 * Calls that send and delete messages and change their visibility, combined into
 * SQS batches.
 *
 * @module
 */
import {
  type BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { setTimeout as pause } from "node:timers/promises";
import { MAX_BODY_BYTES } from "../../queue_limits.ts";
import { createBatcher } from "./batcher.ts";

/** A message to send, in SQS's terms. */
export interface SendEntry {
  readonly MessageBody: string;
  readonly DelaySeconds?: number;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
}

/** Thrown when an entry of a batch fails. */
export class EntryError extends Error {
  override name = "EntryError";
  constructor(
    /** SQS's error code, such as `InternalError`. */
    readonly code: string,
    reason: string,
    /** Id of the batch request, which AWS support needs. */
    requestId = "unknown",
  ) {
    super(
      `SQS rejected the message as ${code}: ${reason} (request ${requestId})`,
    );
  }
}

/** Maximum entries of a batch, as SQS accepts it. */
const MAX_ENTRIES = 10;

/** Maximum batches of deletes or visibility changes at the same time: one that hangs must not delay the heartbeats of all messages. */
const MAX_BATCHES = 4;

/** Maximum attempts to send an entry that fails because of SQS. */
const MAX_ATTEMPTS = 4;
/** Milliseconds before the second attempt; the pause doubles each time. */
const FIRST_PAUSE = 100;

interface BatchReply<Done> {
  readonly $metadata: { readonly requestId?: string | undefined };
  readonly Successful?: readonly Done[] | undefined;
  readonly Failed?: readonly BatchResultErrorEntry[] | undefined;
}

/**
 * Sends a batch. The SDK retries batches that fail as a whole; this function
 * retries entries that failed because of SQS.
 */
async function runBatch<Entry, Done extends { Id: string | undefined }>(
  entries: readonly Entry[],
  send: (entries: (Entry & { Id: string })[]) => Promise<BatchReply<Done>>,
): Promise<(Done | Error)[]> {
  const results: (Done | Error)[] = [];
  let left = entries.map((entry, index) => ({ ...entry, Id: String(index) }));
  for (let attempt = 1; left.length > 0; attempt++) {
    const { Successful = [], Failed = [], $metadata } = await send(left);
    for (const done of Successful) results[Number(done.Id)] = done;
    for (const { Id, Code = "", Message = "no reason given" } of Failed) {
      results[Number(Id)] = new EntryError(Code, Message, $metadata.requestId);
    }
    const again = new Set(
      Failed.filter(({ SenderFault }) => !SenderFault).map(({ Id }) => Id),
    );
    left = attempt < MAX_ATTEMPTS ? left.filter(({ Id }) => again.has(Id)) : [];
    if (left.length > 0) await pause(FIRST_PAUSE * 2 ** (attempt - 1));
  }
  return Array.from(
    entries,
    (_, index) =>
      results[index] ??
        new EntryError("Unknown", "it is missing from the answer"),
  );
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** Returns the calls on one queue. */
export function createQueueCalls(sqs: SQSClient, QueueUrl: string) {
  const receiptBatches = {
    maxItems: MAX_ENTRIES,
    maxSize: MAX_BODY_BYTES,
    sizeOf: () => 0,
    maxBatches: MAX_BATCHES,
  };
  const send = createBatcher({
    maxItems: MAX_ENTRIES,
    maxSize: MAX_BODY_BYTES,
    sizeOf: ({ MessageBody }: SendEntry) => bytesOf(MessageBody),
    run: (entries) =>
      runBatch(
        entries,
        (Entries) =>
          sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries })),
      ),
  });
  const remove = createBatcher({
    ...receiptBatches,
    run: (entries: readonly { ReceiptHandle: string }[]) =>
      runBatch(
        entries,
        (Entries) =>
          sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries })),
      ),
  });
  const setVisibility = createBatcher({
    ...receiptBatches,
    run: (
      entries: readonly { ReceiptHandle: string; VisibilityTimeout: number }[],
    ) =>
      runBatch(entries, (Entries) =>
        sqs.send(
          new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }),
        )),
  });
  return { send, remove, setVisibility };
}

/**
 * Tells whether a call failed because its receipt is outdated: the message was
 * delivered again, deleted, or is not in flight.
 */
export function isOutdated(error: unknown): boolean {
  if (!(error instanceof EntryError)) return false;
  return /ReceiptHandleIsInvalid|MessageNotInflight/.test(error.code) ||
    /parameter ReceiptHandle is invalid/.test(error.message);
}
