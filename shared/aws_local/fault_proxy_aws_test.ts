import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { assert, assertEquals } from "@std/assert";
import { clientSettings } from "./clients.ts";
import { startFaultProxy } from "./fault_proxy.ts";
import { localAws } from "./moto.ts";
import { testMoto } from "./moto_test_case.ts";

testMoto(
  "the SDK's clients work through the fault proxy by trying again",
  async ({ endpoint }) => {
    const faults = {
      brokenBefore: 0.1,
      brokenAfter: 0.1,
      silent: 0.05,
      failed: 0.15,
      latency: 5,
    };
    await using proxy = startFaultProxy(endpoint, {
      seed: 4,
      faults,
      silence: 50,
    });
    const settings = {
      ...clientSettings(localAws(proxy.address)),
      maxAttempts: 10,
    };
    const sqs = new SQSClient(settings);
    const s3 = new S3Client(settings);
    const dynamodb = new DynamoDBClient(settings);
    const secrets = new SecretsManagerClient(settings);
    const Bucket = "disturbed";
    await s3.send(new CreateBucketCommand({ Bucket }));
    await secrets.send(
      new CreateSecretCommand({ Name: "token", SecretString: "1" }),
    );
    for (let index = 0; index < 20; index++) {
      const Key = `${index}.jpg`;
      const Body = new Uint8Array(200_000).fill(index);
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
      const { Body: read } = await s3.send(
        new GetObjectCommand({ Bucket, Key }),
      );
      assertEquals(await read?.transformToByteArray(), Body);
      await sqs.send(new ListQueuesCommand());
      await dynamodb.send(new ListTablesCommand());
      const { SecretString } = await secrets.send(
        new GetSecretValueCommand({ SecretId: "token" }),
      );
      assertEquals(SecretString, "1");
    }
    for (const count of Object.values(proxy.counts())) assert(count > 0);
  },
);
