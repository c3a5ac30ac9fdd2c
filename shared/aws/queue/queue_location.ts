import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { UnusableResourceError } from "../resource_checks.ts";

export interface QueueLocation {
  readonly name: string;
  readonly url: string;
  readonly deadLettersUrl: string;
  /** Seconds that a received message is invisible to other receives. */
  readonly visibilityTimeout: number;
}

const isUrl = (nameOrUrl: string) => /^https?:/.test(nameOrUrl);

/** Returns a queue's name: the last part of its URL. */
export const queueName = (nameOrUrl: string) =>
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
  throw new Error(`Cannot find the queue '${name}': SQS returned no URL`);
}

/** Returns the URL of the dead-letter queue. @throws {UnusableResourceError} when the policy names no dead-letter queue, or one that does not exist */
async function findDeadLetters(
  sqs: SQSClient,
  redrivePolicy: string | undefined,
): Promise<string> {
  const policy = redrivePolicy ? JSON.parse(redrivePolicy) : {};
  const arn: unknown = policy.deadLetterTargetArn;
  if (typeof arn !== "string") {
    throw new UnusableResourceError(
      "it has no dead-letter queue (RedrivePolicy)",
    );
  }
  // arn:aws:sqs:region:account:name
  const [, , , , owner, name = ""] = arn.split(":");
  try {
    return await findUrl(sqs, name, owner);
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist)) throw error;
    throw new UnusableResourceError(
      `its dead-letter queue '${name}' does not exist`,
    );
  }
}

/**
 * Finds a queue by its name or URL.
 *
 * @throws {UnusableResourceError} when it has no dead-letter queue
 * @throws the SDK's `QueueDoesNotExist` when the queue does not exist
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
    name: queueName(nameOrUrl),
    url,
    deadLettersUrl: await findDeadLetters(sqs, Attributes.RedrivePolicy),
    visibilityTimeout: Number(Attributes.VisibilityTimeout),
  };
}
