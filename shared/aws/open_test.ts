import { CreateQueueCommand } from "@aws-sdk/client-sqs";
import { assertEquals, assertRejects } from "@std/assert";
import { testOnSharedMoto } from "../../lab/aws/moto/moto_test_case.ts";
import { SettingsError } from "../service/settings.ts";
import { openBadDay } from "../../lab/aws/aws_bad_day.ts";
import { answerOnce } from "../../lab/aws/aws_front.ts";
import { openAwsScene } from "../../lab/aws/aws_scene.ts";

testOnSharedMoto(
  "openAwsBackend() names the settings of all missing resources",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const error = await assertRejects(
      () =>
        scene.open({}, {
          SQS_QUEUE_IDENTIFY: "no-queue",
          SQS_QUEUE_RESULTS: `${moto.endpoint}/123456789012/no-queue-either`,
          BUCKET_NAME: "no-bucket",
          TABLE_NAME: "no-table",
          STATE_TABLE_NAME: "no-state",
        }),
      SettingsError,
    );
    const faults = error.message.split("\n  ");
    assertEquals(faults.slice(1).sort(), [
      "BUCKET_NAME must name a bucket that exists in us-east-1: current value is 'no-bucket'",
      "SQS_QUEUE_IDENTIFY must name a queue that exists in us-east-1: current value is 'no-queue'",
      `SQS_QUEUE_RESULTS must name a queue that exists in us-east-1: current value is '${moto.endpoint}/123456789012/no-queue-either'`,
      "STATE_TABLE_NAME must name a table that exists in us-east-1: current value is 'no-state'",
      "TABLE_NAME must name a table that exists in us-east-1: current value is 'no-table'",
    ]);
    assertEquals(faults[0], "Cannot start:");
  },
);

testOnSharedMoto(
  "openAwsBackend() rejects a queue without a dead-letter queue",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const name = `alone${scene.suffix}`;
    await scene.clients.sqs.send(new CreateQueueCommand({ QueueName: name }));
    await assertRejects(
      () => scene.open({}, { SQS_QUEUE_RESULTS: name }),
      SettingsError,
      `SQS_QUEUE_RESULTS names a queue that cannot be used as it has no dead-letter queue (RedrivePolicy): current value is '${name}' in us-east-1`,
    );
  },
);

testOnSharedMoto(
  "openAwsBackend() rejects a table with another key",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const { TABLE_NAME } = scene.settings;
    await assertRejects(
      () => scene.open({}, { STATE_TABLE_NAME: TABLE_NAME }),
      SettingsError,
      "STATE_TABLE_NAME names a table that cannot be used as ",
    );
  },
);

testOnSharedMoto(
  "openAwsBackend() reports the resources that the credentials may not use",
  async (moto) => {
    await using day = await openBadDay(moto);
    day.front.answer = answerOnce(
      "GetItem",
      () =>
        Response.json({
          __type: "AccessDeniedException",
          message: "not authorized to perform dynamodb:GetItem",
        }, { status: 400 }),
    );
    await assertRejects(
      () =>
        day.scene.open({ queues: [] }, {
          AWS_ENDPOINT_URL: day.front.endpoint,
        }),
      SettingsError,
      `TABLE_NAME must name a table that the credentials may use: current value is '${day.scene.settings.TABLE_NAME}' in us-east-1 (not authorized to perform dynamodb:GetItem)`,
    );
  },
);

testOnSharedMoto(
  "openAwsBackend() reports once that AWS cannot be reached",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr;
    listener.close();
    const error = await assertRejects(
      () => scene.open({}, { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` }),
      SettingsError,
      "AWS cannot be reached in us-east-1: ",
    );
    assertEquals(error.message.split("\n").length, 2, error.message);
  },
);

testOnSharedMoto(
  "openAwsBackend() checks only resources that the service uses, each once",
  async (moto) => {
    await using day = await openBadDay(moto);
    const backend = await day.scene.open({ queues: ["identify"] }, {
      AWS_ENDPOINT_URL: day.front.endpoint,
      SQS_QUEUE_UPDATES: "no-updates.fifo",
      STATE_TABLE_NAME: "no-state",
    });
    assertEquals(
      day.front.calls.map((call) => call.split(" ")[0]).sort(),
      ["GET", "GetItem", "GetQueueAttributes", "GetQueueUrl", "GetQueueUrl"],
    );
    assertEquals(backend.updates.name, "no-updates.fifo");
    await assertRejects(
      () => backend.updates.receive({ wait: 0 }),
      Error,
      "Cannot use the queue 'no-updates.fifo' as this service did not open it",
    );
  },
);

testOnSharedMoto(
  "openAwsBackend() uses AWS_DEFAULT_REGION if AWS_REGION is not set",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const backend = await scene.open({}, {
      AWS_REGION: undefined,
      AWS_DEFAULT_REGION: "us-east-1",
    });
    assertEquals((await backend.identify.depth()).visible, 0);
  },
);

testOnSharedMoto("a closed AWS backend rejects a receive", async (moto) => {
  await using scene = await openAwsScene(moto);
  const backend = await scene.open();
  await backend.close();
  await assertRejects(
    () => backend.identify.receive({ wait: 0 }),
    Error,
    "it was closed",
  );
});
