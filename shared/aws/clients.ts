import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { MAX_WAIT } from "../queue_limits.ts";
import type { Logger } from "../service/logging.ts";
import { logCalls } from "./call_log.ts";

export interface ClientOptions {
  readonly region: string;
  /** URL of a server other than AWS. */
  readonly endpoint?: string | undefined;
  /** By default the credentials that the SDK finds in the environment or on the machine. */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
  readonly log: Logger;
}

export interface AwsClients {
  readonly sqs: SQSClient;
  /** SQS for receives, with timeouts for requests that wait for messages. */
  readonly sqsReceiving: SQSClient;
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  /** DynamoDB with native JavaScript values. */
  readonly documents: DynamoDBDocumentClient;
  readonly secretsManager: SecretsManagerClient;
  /** Closes their connections. */
  destroy(): void;
}

/** Maximum attempts of a call that is throttled or fails on the network, including the first one. */
const MAX_ATTEMPTS = 4;

/** Timeouts in milliseconds: to connect, to receive the response, and between two parts of it. */
const TIMEOUTS = {
  connectionTimeout: 2000,
  requestTimeout: 5000,
  socketTimeout: 5000,
};
/** Timeouts for pictures of up to 20 MB over a slow connection. */
const LARGE_OBJECT_TIMEOUTS = {
  ...TIMEOUTS,
  requestTimeout: 30_000,
  socketTimeout: 10_000,
};
/** Milliseconds of the longest receive, plus five seconds. */
const RECEIVE_TIMEOUT = (MAX_WAIT + 5) * 1000;
const LONG_POLL_TIMEOUTS = {
  ...TIMEOUTS,
  requestTimeout: RECEIVE_TIMEOUT,
  socketTimeout: RECEIVE_TIMEOUT,
};

/** Creates the SDK's clients, which connect at their first call. */
export function openClients(options: ClientOptions): AwsClients {
  const { region, endpoint, credentials, log } = options;
  const common = (timeouts: typeof TIMEOUTS) => ({
    region,
    ...(endpoint ? { endpoint } : {}),
    ...(credentials ? { credentials } : {}),
    maxAttempts: MAX_ATTEMPTS,
    retryMode: "standard",
    requestHandler: { ...timeouts, throwOnRequestTimeout: true },
  });
  // Calls go to `endpoint`, even if a queue's URL has another host.
  const queues = { useQueueUrlAsEndpoint: false };
  const clients = {
    sqs: new SQSClient({ ...common(TIMEOUTS), ...queues }),
    sqsReceiving: new SQSClient({ ...common(LONG_POLL_TIMEOUTS), ...queues }),
    s3: new S3Client({
      ...common(LARGE_OBJECT_TIMEOUTS),
      // Other servers do not have a host name for each bucket.
      forcePathStyle: endpoint !== undefined,
    }),
    dynamodb: new DynamoDBClient(common(TIMEOUTS)),
    secretsManager: new SecretsManagerClient(common(TIMEOUTS)),
  };
  for (const client of Object.values(clients)) logCalls(client, log);
  return {
    ...clients,
    documents: DynamoDBDocumentClient.from(clients.dynamodb, {
      marshallOptions: { removeUndefinedValues: true },
      unmarshallOptions: { wrapNumbers: Number },
    }),
    destroy() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
