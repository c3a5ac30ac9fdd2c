import {
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { testOnSharedMoto } from "../../../lab/aws/moto/moto_test_case.ts";
import type { Answer, Prediction } from "../../contracts.ts";
import { openBadDay } from "../../../lab/aws/aws_bad_day.ts";
import { answerOnce } from "../../../lab/aws/aws_front.ts";
import { openAwsScene } from "../../../lab/aws/aws_scene.ts";

const ANSWERED: Answer = { state: "answered" };

const PREDICTION: Prediction = {
  predictionId: "1",
  chatId: -1_001_234_567_890,
  originalImgPath: "images/a.jpg",
  predictedImgPath: "images/b.jpg",
  labels: [
    { class: "dog", cx: 1e-7, cy: 0.5, width: 1, height: 0.25, score: 0.9 },
  ],
  time: "2026-01-02T03:04:05.678Z",
};

/** {@linkcode PREDICTION} as the original bot stored it. */
const ORIGINAL = {
  predictionId: { S: "1" },
  chatId: { N: "-1001234567890" },
  originalImgPath: { S: "images/a.jpg" },
  predictedImgPath: { S: "images/b.jpg" },
  labels: {
    L: [{
      M: {
        class: { S: "dog" },
        cx: { N: "1e-7" },
        cy: { N: "0.5" },
        width: { N: "1" },
        height: { N: "0.25" },
        score: { N: "0.9" },
      },
    }],
  },
  time: { S: "2026-01-02T03:04:05.678Z" },
};

testOnSharedMoto(
  "a stored prediction has the original bot's attributes and a version",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const { predictions } = await scene.open();
    const expiresAt = new Date("2100-01-01T00:00:00Z");
    const version = await predictions.put("1", PREDICTION, { expiresAt });
    assert(version);
    const { Item } = await scene.clients.dynamodb.send(
      new GetItemCommand({
        TableName: scene.settings.TABLE_NAME,
        Key: { predictionId: { S: "1" } },
      }),
    );
    assertEquals(Item, {
      ...ORIGINAL,
      expiresAt: { N: String(expiresAt.getTime() / 1000) },
      version: { S: version },
    });
  },
);

testOnSharedMoto(
  "a prediction without a version can be read, found by its chat, and overwritten once",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const { predictions } = await scene.open();
    await scene.clients.dynamodb.send(
      new PutItemCommand({
        TableName: scene.settings.TABLE_NAME,
        Item: ORIGINAL,
      }),
    );
    const stored = await predictions.get("1");
    assertEquals(stored, { value: PREDICTION, version: "" });
    assertEquals(await predictions.ofChat(PREDICTION.chatId), [PREDICTION]);
    const delivered = { ...PREDICTION, deliveredAt: PREDICTION.time };
    assertEquals(
      await predictions.put("2", { ...delivered, predictionId: "2" }, {
        ifVersion: "",
      }),
      undefined,
    );
    assert(await predictions.put("1", delivered, { ifVersion: "" }));
    assertEquals(
      await predictions.put("1", PREDICTION, { ifVersion: "" }),
      undefined,
    );
  },
);

testOnSharedMoto(
  "a prediction can only be stored under its own id",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const { predictions } = await scene.open();
    await assertRejects(
      () => predictions.put("2", PREDICTION),
      RangeError,
      "its key must be its predictionId",
    );
  },
);

testOnSharedMoto(
  "records of several kinds share a table, with the kind in their keys",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const { answers, webhooks } = await scene.open();
    await answers.put("a/1", ANSWERED);
    await webhooks.put("https://bot.example", { fingerprint: "f" });
    const { Items = [] } = await scene.clients.dynamodb.send(
      new ScanCommand({ TableName: scene.settings.STATE_TABLE_NAME }),
    );
    assertEquals(Items.map(({ id }) => id?.S).sort(), [
      "answers/a/1",
      "webhooks/https://bot.example",
    ]);
    assertEquals(Items.map(({ value }) => value).map((value) => value?.M), [
      ...Items.map(({ id }) =>
        id?.S?.startsWith("answers/")
          ? { state: { S: "answered" } }
          : { fingerprint: { S: "f" } }
      ),
    ]);
  },
);

testOnSharedMoto(
  "reading an item that does not match its schema throws an error that names it",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const { answers } = await scene.open();
    await scene.clients.dynamodb.send(
      new PutItemCommand({
        TableName: scene.settings.STATE_TABLE_NAME,
        Item: { id: { S: "answers/a" }, value: { S: "new" } },
      }),
    );
    for (const read of [() => answers.get("a"), () => answers.getMany(["a"])]) {
      const error = await assertRejects(
        read,
        Error,
        "Cannot read the record 'answers/a' of 'answers'",
      );
      assert(error.cause instanceof Error);
    }
  },
);

testOnSharedMoto(
  "a conditional write whose answer was lost still succeeds",
  async (moto) => {
    await using day = await openBadDay(moto);
    const { answers } = day.backend;
    day.front.answer = answerOnce("PutItem", async ({ forward }) => {
      await forward();
      throw new Error("the connection breaks");
    });
    const version = await answers.put("a", ANSWERED, { ifVersion: null });
    assert(version, "taken for another's");
    assertEquals(day.front.calls, ["PutItem", "PutItem"]);
    assertEquals((await answers.get("a"))?.version, version);
    assertEquals(
      await answers.put("a", ANSWERED, { ifVersion: null }),
      undefined,
    );
  },
);

testOnSharedMoto(
  "getMany() requests keys again that DynamoDB did not process",
  async (moto) => {
    await using day = await openBadDay(moto);
    const { answers } = day.backend;
    const keys = ["a", "b", "c"];
    for (const key of keys) await answers.put(key, ANSWERED);
    day.front.calls.length = 0;
    const requested: number[] = [];
    day.front.answer = async ({ body, forward }) => {
      const [[table, { Keys }]] = Object.entries(
        JSON.parse(body).RequestItems,
      ) as [[string, { Keys: unknown[] }]];
      requested.push(Keys.length);
      if (requested.length > 1) return undefined;
      const answer = await (await forward()).json();
      return Response.json({
        Responses: { [table]: answer.Responses[table].slice(0, 1) },
        UnprocessedKeys: { [table]: { Keys: Keys.slice(1) } },
      });
    };
    const found = await answers.getMany([...keys, "a", "absent"]);
    assertEquals([...found.keys()].sort(), keys);
    assertEquals(requested, [4, 3]);
  },
);

testOnSharedMoto("ofChat() reads all pages of the index", async (moto) => {
  await using day = await openBadDay(moto);
  const { predictions } = day.backend;
  // A page ends at 1 MB.
  const label = { ...PREDICTION.labels[0], class: "x".repeat(150_000) };
  const ids = Array.from({ length: 10 }, (_, index) => `${index}`);
  for (const predictionId of ids) {
    const labels = [label as Prediction["labels"][number]];
    await predictions.put(predictionId, {
      ...PREDICTION,
      predictionId,
      labels,
      time: `2026-01-02T03:04:0${predictionId}.000Z`,
    });
  }
  const found = await predictions.ofChat(PREDICTION.chatId);
  assertEquals(found.map((each) => each.predictionId), ids.toReversed());
  assertEquals(day.front.calls.filter((call) => call === "Query").length, 2);
});
