/**
 * Creates the queues, bucket, tables and secrets that the services need in moto.
 *
 * @module
 */
import {
  CreateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import { type AwsClients, openClients } from "../../../shared/aws/clients.ts";
import {
  CHAT_INDEX,
  PREDICTION_KEY,
} from "../../../shared/aws/records/predictions.ts";
import { STATE_KEY } from "../../../shared/aws/records/records.ts";
import { silentLogger } from "../../../shared/service/logging.ts";
import { DEAD_LETTER_AGE } from "../../../shared/retention.ts";
import {
  DEAD_LETTER_SUFFIX,
  IDENTIFY_QUEUE,
  type QueueSettings,
  RESULTS_QUEUE,
  UPDATES_QUEUE,
} from "../../../shared/queue_settings.ts";
import { checkLoopback } from "./loopback.ts";

export interface ResourceOptions {
  /** Suffix of each resource's name, which allows several sets of resources. */
  readonly suffix?: string;
  /** Settings of the queues. @default {those of queue_settings.ts} */
  readonly queues?: {
    readonly updates: QueueSettings;
    readonly identify: QueueSettings;
    readonly results: QueueSettings;
  };
  /** The bot's token, stored as the secret that TELEGRAM_SECRET names; without it there is no such secret. */
  readonly token?: string;
  /** The webhook's certificate, stored as the secret that SUB_DOMAIN_SECRET names; without it there is no such secret. */
  readonly certificate?: string;
}

/** Appends to a queue's name, before the `.fifo` that has to be last. */
const extend = (name: string, ending: string) =>
  name.replace(/(\.fifo)?$/, (fifo) => ending + fifo);

async function createQueue(
  { sqs }: AwsClients,
  settings: QueueSettings,
  suffix: string,
): Promise<string> {
  const fifo = settings.fifo ? { FifoQueue: "true" } : {};
  const deadLetters = await sqs.send(
    new CreateQueueCommand({
      QueueName: extend(settings.name, DEAD_LETTER_SUFFIX + suffix),
      Attributes: { ...fifo, MessageRetentionPeriod: `${DEAD_LETTER_AGE}` },
    }),
  );
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: deadLetters.QueueUrl,
      AttributeNames: ["QueueArn"],
    }),
  );
  const name = extend(settings.name, suffix);
  await sqs.send(
    new CreateQueueCommand({
      QueueName: name,
      Attributes: {
        ...fifo,
        VisibilityTimeout: String(settings.visibilityTimeout),
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: Attributes?.QueueArn,
          maxReceiveCount: settings.maxReceives,
        }),
      },
    }),
  );
  return name;
}

async function createTable(
  { dynamodb }: AwsClients,
  TableName: string,
  key: string,
  chatIndex: boolean,
): Promise<void> {
  const HASH = (AttributeName: string) =>
    ({ AttributeName, KeyType: "HASH" }) as const;
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: key, AttributeType: "S" },
        ...chatIndex
          ? [{ AttributeName: "chatId", AttributeType: "N" } as const]
          : [],
      ],
      KeySchema: [HASH(key)],
      ...(chatIndex
        ? {
          GlobalSecondaryIndexes: [{
            IndexName: CHAT_INDEX,
            KeySchema: [
              HASH("chatId"),
              { AttributeName: key, KeyType: "RANGE" },
            ],
            Projection: { ProjectionType: "ALL" },
          }],
        }
        : {}),
    }),
  );
  await dynamodb.send(
    new UpdateTimeToLiveCommand({
      TableName,
      TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
    }),
  );
}

async function createSecret(
  { secretsManager }: AwsClients,
  Name: string,
  SecretString: string | undefined,
): Promise<void> {
  if (SecretString === undefined) return;
  await secretsManager.send(new CreateSecretCommand({ Name, SecretString }));
}

/**
 * Creates the resources in the moto that `env` points to.
 *
 * @return the settings, in addition to `env`, that point a service to them
 * @throws {RangeError} when `env` points elsewhere
 */
export async function createResources(
  env: Readonly<Record<string, string>>,
  options: ResourceOptions = {},
): Promise<Record<string, string>> {
  const endpoint = env.AWS_ENDPOINT_URL;
  checkLoopback(endpoint);
  const {
    suffix = "",
    queues = {
      updates: UPDATES_QUEUE,
      identify: IDENTIFY_QUEUE,
      results: RESULTS_QUEUE,
    },
    token,
    certificate,
  } = options;
  const clients = openClients({
    region: env.AWS_REGION ?? "us-east-1",
    endpoint,
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? "testing",
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "testing",
    },
    log: silentLogger,
  });
  try {
    // one at a time: moto cannot create several queues concurrently
    const updates = await createQueue(clients, queues.updates, suffix);
    const identify = await createQueue(clients, queues.identify, suffix);
    const results = await createQueue(clients, queues.results, suffix);
    const bucket = `talo-s3${suffix}`;
    const predictions = `talo-prediction-results${suffix}`;
    const state = `talo-polybot-state${suffix}`;
    const tokenName = `talo/telegram/token${suffix}`;
    const certificateName = `talo/sub-domain/certificate${suffix}`;
    await clients.s3.send(new CreateBucketCommand({ Bucket: bucket }));
    await createTable(clients, predictions, PREDICTION_KEY, true);
    await createTable(clients, state, STATE_KEY, false);
    await createSecret(clients, tokenName, token);
    await createSecret(clients, certificateName, certificate);
    return {
      SQS_QUEUE_UPDATES: updates,
      SQS_QUEUE_IDENTIFY: identify,
      SQS_QUEUE_RESULTS: results,
      BUCKET_NAME: bucket,
      TABLE_NAME: predictions,
      STATE_TABLE_NAME: state,
      TELEGRAM_SECRET: tokenName,
      ...(certificate ? { SUB_DOMAIN_SECRET: certificateName } : {}),
    };
  } finally {
    clients.destroy();
  }
}
