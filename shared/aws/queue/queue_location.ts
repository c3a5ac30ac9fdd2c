/**
 * Where a queue and its dead letters are, by the queue's name or URL.
 *
 * @module
 */
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { UnfitError } from "../resource_checks.ts";

export interface QueueLocation {
  readonly name: string;
  readonly url: string;
  readonly deadLettersUrl: string;
  /** Seconds that a received message stays hidden. */
  readonly visibilityTimeout: number;
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

/** @throws {UnfitError} when the policy names no dead-letter queue, or one that is not there */
async function findDeadLetters(
  sqs: SQSClient,
  redrivePolicy: string | undefined,
): Promise<string> {
  const policy = redrivePolicy ? JSON.parse(redrivePolicy) : {};
  const arn: unknown = policy.deadLetterTargetArn;
  if (typeof arn !== "string") {
    throw new UnfitError("it has no dead-letter queue (RedrivePolicy)");
  }
  // arn:aws:sqs:region:account:name
  const [, , , , owner, name = ""] = arn.split(":");
  try {
    return await findUrl(sqs, name, owner);
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist)) throw error;
    throw new UnfitError(`its dead-letter queue '${name}' is not there`);
  }
}

/**
 * Asks SQS for a queue; `nameOrUrl` is either.
 *
 * @throws {UnfitError} when it has no dead-letter queue
 * @throws the SDK's `QueueDoesNotExist` when it is not there
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
  return {
    name: nameOf(nameOrUrl),
    url,
    deadLettersUrl: await findDeadLetters(sqs, Attributes.RedrivePolicy),
    visibilityTimeout: Number(Attributes.VisibilityTimeout),
  };
}
