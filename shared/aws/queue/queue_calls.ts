/**
 * Sends, deletes and changes of visibility, put together into SQS's batches.
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

/** One message to send, as SQS names its parts. */
export interface SendEntry {
  readonly MessageBody: string;
  readonly DelaySeconds?: number;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
}

/** One entry of a batch failed. */
export class EntryError extends Error {
  override name = "EntryError";
  constructor(
    /** SQS's name for it, as `InternalError`. */
    readonly code: string,
    reason: string,
    /** Of the whole batch; AWS's support asks for it. */
    requestId = "unknown",
  ) {
    super(`SQS refused it as ${code}: ${reason} (request ${requestId})`);
  }
}

/** Entries of the largest batch that SQS accepts. */
const MAX_ENTRIES = 10;

/** Batches of receipts at once: a call that hangs must not hold up the heartbeats of all messages. */
const MAX_BATCHES = 4;

/** How often entries go out that SQS itself failed on, and the first pause in milliseconds; it doubles. */
const MAX_TRIES = 4;
const FIRST_PAUSE = 100;

interface BatchReply<Done> {
  readonly $metadata: { readonly requestId?: string | undefined };
  readonly Successful?: readonly Done[] | undefined;
  readonly Failed?: readonly BatchResultErrorEntry[] | undefined;
}

/**
 * Runs a batch. The SDK tries again what failed as a whole; here goes out
 * again what SQS failed on among the entries, unless it was the entry's fault.
 */
async function runBatch<Entry, Done extends { Id: string | undefined }>(
  entries: readonly Entry[],
  send: (entries: (Entry & { Id: string })[]) => Promise<BatchReply<Done>>,
): Promise<(Done | Error)[]> {
  const results: (Done | Error)[] = [];
  let left = entries.map((entry, index) => ({ ...entry, Id: String(index) }));
  for (let tried = 1; left.length > 0; tried++) {
    const { Successful = [], Failed = [], $metadata } = await send(left);
    for (const done of Successful) results[Number(done.Id)] = done;
    for (const { Id, Code = "", Message = "no reason given" } of Failed) {
      results[Number(Id)] = new EntryError(Code, Message, $metadata.requestId);
    }
    const again = new Set(
      Failed.filter(({ SenderFault }) => !SenderFault).map(({ Id }) => Id),
    );
    left = tried < MAX_TRIES ? left.filter(({ Id }) => again.has(Id)) : [];
    if (left.length > 0) await pause(FIRST_PAUSE * 2 ** (tried - 1));
  }
  return Array.from(
    entries,
    (_, index) =>
      results[index] ?? new EntryError("Unknown", "it is not in the answer"),
  );
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** Prepares the calls that concern one queue. */
export function prepareQueueCalls(sqs: SQSClient, QueueUrl: string) {
  const ofReceipts = {
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
    ...ofReceipts,
    run: (entries: readonly { ReceiptHandle: string }[]) =>
      runBatch(
        entries,
        (Entries) =>
          sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries })),
      ),
  });
  const hide = createBatcher({
    ...ofReceipts,
    run: (
      entries: readonly { ReceiptHandle: string; VisibilityTimeout: number }[],
    ) =>
      runBatch(entries, (Entries) =>
        sqs.send(
          new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }),
        )),
  });
  return { send, remove, hide };
}

/**
 * Whether a call failed because its receipt is of no use any more: the
 * message was delivered again, deleted, or is not in flight.
 */
export function isOutdated(error: unknown): boolean {
  if (!(error instanceof EntryError)) return false;
  return /ReceiptHandleIsInvalid|MessageNotInflight/.test(error.code) ||
    /parameter ReceiptHandle is invalid/.test(error.message);
}
