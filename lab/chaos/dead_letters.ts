/**
 * What lies on the dead-letter queues.
 *
 * @module
 */
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { locateQueue } from "../../shared/aws/queue/queue_location.ts";
import type { Letter } from "./accounting.ts";

/** Takes the dead letters of the queues of these names; those of one group only come when the one before is gone. */
export async function takeDeadLetters(
  sqs: SQSClient,
  queues: readonly string[],
): Promise<Letter[]> {
  const letters: Letter[] = [];
  for (const queue of queues) {
    const { deadLettersUrl: QueueUrl } = await locateQueue(sqs, queue);
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) break;
      for (const { Body = "", ReceiptHandle } of Messages) {
        letters.push({ queue, body: Body });
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  }
  return letters;
}
