/**
 * Where a queue and its dead letters are, by the queue's name or URL.
 *
 * @module
 */
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

export interface QueueLocation {
  readonly name: string;
  readonly url: string;
  readonly deadLettersUrl: string;
  /** Seconds that a received message stays hidden. */
  readonly visibilityTimeout: number;
}

/** The queue is there and cannot be used as it is. */
export class UnfitQueueError extends Error {
  override name = "UnfitQueueError";
}

const isUrl = (nameOrUrl: string) => /^https?:/.test(nameOrUrl);

/** A queue's name: what its URL ends with. */
export const nameOf = (nameOrUrl: string) =>
  nameOrUrl.slice(nameOrUrl.lastIndexOf("/") + 1);

async function findUrl(
  sqs: SQSClient,
  name: string,
  owner?: string,
): Promise<string> {
  const { QueueUrl } = await sqs.send(
    new GetQueueUrlCommand({
      QueueName: name,
      ...(owner ? { QueueOwnerAWSAccountId: owner } : {}),
    }),
  );
  if (QueueUrl) return QueueUrl;
  throw new Error(`Cannot find the queue '${name}': SQS gave no URL`);
}

/** The URL of the queue that an ARN names: `arn:aws:sqs:region:account:name`. */
function findUrlOfArn(sqs: SQSClient, arn: string): Promise<string> {
  const [, , , , owner, name = arn] = arn.split(":");
  return findUrl(sqs, name, owner);
}

/** @throws {UnfitQueueError} when there is none */
function deadLettersArn(name: string, redrivePolicy: string | undefined) {
  const policy = redrivePolicy ? JSON.parse(redrivePolicy) : {};
  const arn: unknown = policy.deadLetterTargetArn;
  if (typeof arn === "string") return arn;
  throw new UnfitQueueError(
    `the queue '${name}' has no dead-letter queue: its RedrivePolicy must name one`,
  );
}

/**
 * Asks SQS for a queue; `nameOrUrl` is either.
 *
 * @throws {UnfitQueueError} when it has no dead-letter queue
 * @throws the SDK's `QueueDoesNotExist` when it, or its dead-letter queue, is not there
 */
export async function locateQueue(
  sqs: SQSClient,
  nameOrUrl: string,
): Promise<QueueLocation> {
  const url = isUrl(nameOrUrl) ? nameOrUrl : await findUrl(sqs, nameOrUrl);
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ["VisibilityTimeout", "RedrivePolicy"],
    }),
  );
  const name = nameOf(nameOrUrl);
  const arn = deadLettersArn(name, Attributes.RedrivePolicy);
  return {
    name,
    url,
    deadLettersUrl: await findUrlOfArn(sqs, arn),
    visibilityTimeout: Number(Attributes.VisibilityTimeout),
  };
}
