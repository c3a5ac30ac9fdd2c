import {
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { assertEquals } from "@std/assert";
import { clientSettings } from "../clients.ts";
import { testMoto } from "../moto_test_case.ts";

testMoto(
  "moto lets one of many conditional writes at once succeed",
  async ({ env }) => {
    const dynamodb = new DynamoDBClient(clientSettings(env));
    const TableName = "conditions";
    await dynamodb.send(
      new CreateTableCommand({
        TableName,
        KeySchema: [{ AttributeName: "key", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "key", AttributeType: "S" }],
        BillingMode: "PAY_PER_REQUEST",
      }),
    );
    for (let round = 0; round < 10; round++) {
      const written = await Promise.allSettled(
        Array.from({ length: 16 }, () =>
          dynamodb.send(
            new PutItemCommand({
              TableName,
              Item: { key: { S: String(round) } },
              ConditionExpression: "attribute_not_exists(#key)",
              ExpressionAttributeNames: { "#key": "key" },
            }),
          )),
      );
      const winners = written.filter(({ status }) => status === "fulfilled");
      assertEquals(winners.length, 1);
    }
  },
);
