/**
 * The records of predictions, with the attributes that the original bot gave
 * them.
 *
 * @module
 */
import {
  type DynamoDBClient,
  paginateQuery,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { PredictionRecords } from "../../backend.ts";
import { Prediction } from "../../contracts.ts";
import { fromItem, type Layout } from "./record_item.ts";
import { openRecords } from "./records.ts";

/** The key of the table of predictions. */
export const PREDICTION_KEY = "predictionId";

/** The index by chat: its key is `chatId`, and within a chat `predictionId`. */
export const CHAT_INDEX = "chatId-predictionId-index";

/** The most predictions of a chat that are looked at; they come in no order of time. */
const MAX_OF_CHAT = 5000;

/** How predictions lie in their table: every field is an attribute. */
export const predictionLayout = (table: string): Layout<Prediction> => ({
  table,
  kind: "predictions",
  schema: Prediction,
  keyName: PREDICTION_KEY,
  keyOf: (key) => key,
  attributesOf: (value) => value,
  valueOf: (attributes) => attributes,
});

/** Opens the predictions in `table`. */
export function openPredictions(
  client: DynamoDBClient,
  table: string,
): PredictionRecords {
  const layout = predictionLayout(table);
  const records = openRecords(client, layout);
  return {
    ...records,

    async put(key, value, options) {
      if (key !== value.predictionId) {
        throw new RangeError(
          `Cannot put the prediction as its key must be its predictionId: current values are '${key}' and '${value.predictionId}'`,
        );
      }
      return await records.put(key, value, options);
    },

    async ofChat(chatId) {
      const query: QueryCommandInput = {
        TableName: table,
        IndexName: CHAT_INDEX,
        KeyConditionExpression: "chatId = :chatId",
        ExpressionAttributeValues: { ":chatId": { N: String(chatId) } },
      };
      const found: Prediction[] = [];
      for await (const { Items = [] } of paginateQuery({ client }, query)) {
        for (const item of Items) {
          const record = fromItem(layout, item);
          if (record) found.push(record.value);
        }
        if (found.length >= MAX_OF_CHAT) break;
      }
      return found.sort((a, b) =>
        b.time < a.time ? -1 : b.time > a.time ? 1 : 0
      );
    },
  };
}
