import { assert, assertEquals, assertThrows } from "@std/assert";
import { z } from "zod";
import { readSettings, SettingsError } from "../service/settings.ts";
import { AWS_SETTINGS } from "./settings.ts";

const read = (env: Record<string, string>) =>
  readSettings(z.object(AWS_SETTINGS), env);

Deno.test("the AWS settings have the documented defaults", () => {
  assertEquals(read({}), {
    SQS_QUEUE_UPDATES: "talo-sqs-updates.fifo",
    SQS_QUEUE_IDENTIFY: "talo-sqs-identify",
    SQS_QUEUE_RESULTS: "talo-sqs-results",
    BUCKET_PREFIX: "images",
    TABLE_NAME: "talo-prediction-results",
    STATE_TABLE_NAME: "talo-polybot-state",
  });
});

Deno.test("the AWS settings accept a queue's name or URL", () => {
  const url = "https://sqs.us-east-1.amazonaws.com/123456789012/";
  const { SQS_QUEUE_UPDATES, SQS_QUEUE_IDENTIFY } = read({
    SQS_QUEUE_UPDATES: `${url}dev-updates.fifo`,
    SQS_QUEUE_IDENTIFY: `${url}dev-identify`,
  });
  assertEquals(SQS_QUEUE_UPDATES, `${url}dev-updates.fifo`);
  assertEquals(SQS_QUEUE_IDENTIFY, `${url}dev-identify`);
});

Deno.test("the AWS settings reject names that AWS would reject", () => {
  const wrong = {
    AWS_REGION: "Virginia",
    AWS_ENDPOINT_URL: "127.0.0.1:5000",
    SQS_QUEUE_UPDATES: "talo-sqs-updates",
    SQS_QUEUE_IDENTIFY: "talo-sqs-identify.fifo",
    SQS_QUEUE_RESULTS: "talo sqs results",
    BUCKET_NAME: "Talo_S3",
    BUCKET_PREFIX: "images/",
    TABLE_NAME: "x",
    STATE_TABLE_NAME: "talo state",
  };
  const { message } = assertThrows(() => read(wrong), SettingsError);
  for (const [name, value] of Object.entries(wrong)) {
    assert(
      message.includes(`${name} must be `) &&
        message.includes(`current value is '${value}'`),
      message,
    );
  }
});
