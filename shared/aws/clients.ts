/**
 * The SDK's clients: where they call, how long they wait, how often they
 * try again.
 *
 * @module
 */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import { MAX_WAIT } from "../queue_limits.ts";
import type { Logger } from "../service/logging.ts";
import { logCalls } from "./call_log.ts";

export interface ClientOptions {
  readonly region: string;
  /** Another server than AWS's own. */
  readonly endpoint?: string | undefined;
  /** Where they are not those that the SDK finds in the environment or on the machine. */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
  readonly log: Logger;
}

export interface AwsClients {
  readonly sqs: SQSClient;
  /** SQS for receives, which are silent for as long as they wait. */
  readonly sqsReceiving: SQSClient;
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  readonly secretsManager: SecretsManagerClient;
  /** Closes their connections. */
  destroy(): void;
}

/** The first try, and those that follow when it was throttled or the network failed; pauses grow by the SDK's standard. */
const MAX_ATTEMPTS = 4;

/** Milliseconds: until there is a connection, until the answer begins, between two parts of it. */
const QUICK = {
  connectionTimeout: 2000,
  requestTimeout: 5000,
  socketTimeout: 5000,
};
/** A picture of 20 MB takes its time on a slow line. */
const LARGE = { ...QUICK, requestTimeout: 30_000, socketTimeout: 10_000 };
/** Milliseconds of the longest receive, and five seconds more. */
const RECEIVE_TIMEOUT = (MAX_WAIT + 5) * 1000;
const LONG_POLL = {
  ...QUICK,
  requestTimeout: RECEIVE_TIMEOUT,
  socketTimeout: RECEIVE_TIMEOUT,
};

/** Opens the clients; none of them connects before its first call. */
export function openClients(options: ClientOptions): AwsClients {
  const { region, endpoint, credentials, log } = options;
  const common = (times: typeof QUICK) => ({
    region,
    ...(endpoint ? { endpoint } : {}),
    ...(credentials ? { credentials } : {}),
    maxAttempts: MAX_ATTEMPTS,
    retryMode: "standard",
    requestHandler: { ...times, throwOnRequestTimeout: true },
  });
  // A queue's URL may name another host than the one that is to be called.
  const queues = { useQueueUrlAsEndpoint: false };
  const clients = {
    sqs: new SQSClient({ ...common(QUICK), ...queues }),
    sqsReceiving: new SQSClient({ ...common(LONG_POLL), ...queues }),
    s3: new S3Client({
      ...common(LARGE),
      // Other servers than AWS's have no host name for each bucket.
      forcePathStyle: endpoint !== undefined,
    }),
    dynamodb: new DynamoDBClient(common(QUICK)),
    secretsManager: new SecretsManagerClient(common(QUICK)),
  };
  for (const client of Object.values(clients)) logCalls(client, log);
  return {
    ...clients,
    destroy() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
