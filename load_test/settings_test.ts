import { assertEquals } from "@std/assert";
import {
  describeBackend,
  readLoadTestSettings,
  regionOf,
  settleTime,
} from "./settings.ts";

const HERE = import.meta.dirname ?? "";

Deno.test("the folder of deno task start is the default if it exists", () => {
  assertEquals(readLoadTestSettings({}, HERE).POLYBOT_DATA, HERE);
  assertEquals(
    readLoadTestSettings({}, `${HERE}/nowhere`).POLYBOT_DATA,
    undefined,
  );
});

Deno.test("a folder or a bucket in the settings is used", () => {
  const bucket = readLoadTestSettings({ BUCKET_NAME: "talo-s3" }, HERE);
  assertEquals(bucket.POLYBOT_DATA, undefined);
  const folder = readLoadTestSettings({ POLYBOT_DATA: "there" }, HERE);
  assertEquals(folder.POLYBOT_DATA, "there");
});

Deno.test("describeBackend() names the folder or the queue", () => {
  const folder = readLoadTestSettings({ POLYBOT_DATA: "there" });
  assertEquals(describeBackend(folder), "the folder there");
  const aws = readLoadTestSettings({
    BUCKET_NAME: "talo-s3",
    AWS_DEFAULT_REGION: "us-east-2",
    SQS_QUEUE_IDENTIFY: "https://sqs.us-east-2.amazonaws.com/1234/jobs",
  });
  assertEquals(describeBackend(aws), "the queue jobs at us-east-2");
  assertEquals(regionOf(aws), "us-east-2");
});

Deno.test("a queue with exact counts settles sooner than SQS", () => {
  const folder = settleTime(readLoadTestSettings({ POLYBOT_DATA: "there" }));
  const aws = settleTime(readLoadTestSettings({ BUCKET_NAME: "talo-s3" }));
  assertEquals(folder < aws, true);
});
