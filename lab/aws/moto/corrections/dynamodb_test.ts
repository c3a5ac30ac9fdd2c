import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { assertEquals } from "@std/assert";
import { openAwsScene } from "../../aws_scene.ts";
import { testOnSharedMoto } from "../moto_test_case.ts";

testOnSharedMoto(
  "moto lets only one of many concurrent conditional writes succeed",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const { clients: { dynamodb }, settings: { TABLE_NAME } } = scene;
    for (let round = 0; round < 10; round++) {
      const written = await Promise.allSettled(
        Array.from({ length: 16 }, () =>
          dynamodb.send(
            new PutItemCommand({
              TableName: TABLE_NAME,
              Item: { predictionId: { S: String(round) }, chatId: { N: "1" } },
              ConditionExpression: "attribute_not_exists(predictionId)",
            }),
          )),
      );
      const winners = written.filter(({ status }) => status === "fulfilled");
      assertEquals(winners.length, 1);
    }
  },
);
