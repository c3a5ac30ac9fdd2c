import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { assertEquals, assertRejects } from "@std/assert";
import { locateQueue } from "../../../shared/aws/queue/queue_location.ts";
import { openAwsScene } from "../aws_scene.ts";
import { testOnSharedMoto } from "./moto_test_case.ts";
import { createResources } from "./resources.ts";

Deno.test("createResources() rejects an endpoint that is not on this machine", async () => {
  for (const endpoint of ["https://sqs.us-east-1.amazonaws.com", undefined]) {
    const env = endpoint ? { AWS_ENDPOINT_URL: endpoint } : {};
    await assertRejects(() => createResources(env), RangeError);
  }
});

testOnSharedMoto(
  "createResources() creates queues with the settings of queue_settings.ts",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const { sqs } = scene.clients;
    const { SQS_QUEUE_UPDATES, SQS_QUEUE_IDENTIFY } = scene.settings;
    for (const name of [SQS_QUEUE_UPDATES, SQS_QUEUE_IDENTIFY]) {
      const { url, visibilityTimeout } = await locateQueue(sqs, name);
      assertEquals(visibilityTimeout, 15);
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: url,
          AttributeNames: ["RedrivePolicy"],
        }),
      );
      const policy = JSON.parse(Attributes?.RedrivePolicy ?? "");
      assertEquals(policy.maxReceiveCount, 10);
    }
  },
);

testOnSharedMoto(
  "createResources() creates tables with expiring records, and the index of chats",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const { dynamodb } = scene.clients;
    const { TABLE_NAME, STATE_TABLE_NAME } = scene.settings;
    for (const TableName of [TABLE_NAME, STATE_TABLE_NAME]) {
      const { TimeToLiveDescription } = await dynamodb.send(
        new DescribeTimeToLiveCommand({ TableName }),
      );
      assertEquals(TimeToLiveDescription?.AttributeName, "expiresAt");
    }
    const { Table } = await dynamodb.send(
      new DescribeTableCommand({ TableName: TABLE_NAME }),
    );
    assertEquals(
      Table?.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema }) => ({
        IndexName,
        keys: KeySchema?.map(({ AttributeName }) => AttributeName),
      })),
      [{
        IndexName: "chatId-predictionId-index",
        keys: ["chatId", "predictionId"],
      }],
    );
  },
);

testOnSharedMoto(
  "createResources() creates the given secrets",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const names = await createResources(moto.env, {
      suffix: `${scene.suffix}-secrets`,
      token: "123456:abc",
      certificate: "-----BEGIN CERTIFICATE-----",
    });
    const { secrets } = await scene.open();
    const read = async (name = "") => (await secrets.get(name)).reveal();
    assertEquals(await read(names.TELEGRAM_SECRET), "123456:abc");
    assertEquals(
      await read(names.SUB_DOMAIN_SECRET),
      "-----BEGIN CERTIFICATE-----",
    );
  },
);
