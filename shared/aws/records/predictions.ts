/**
 * Predictions in a table of DynamoDB, with the attributes of the original bot.
 *
 * @module
 */
import {
  type DynamoDBDocumentClient,
  paginateQuery,
  type QueryCommandInput,
} from "@aws-sdk/lib-dynamodb";
import type { PredictionRecords } from "../../backend.ts";
import { Prediction } from "../../contracts.ts";
import { fromItem, type Layout } from "./record_item.ts";
import { openRecords } from "./records.ts";

/** The key of the table. */
export const PREDICTION_KEY = "predictionId";

/** The index by `chatId`, and within a chat by `predictionId`. */
export const CHAT_INDEX = "chatId-predictionId-index";

/** Maximum predictions that are read for one chat; they are not ordered by time. */
const MAX_PREDICTIONS_OF_CHAT = 5000;

/** Stores each field of a prediction as an attribute. */
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
  client: DynamoDBDocumentClient,
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
        ExpressionAttributeValues: { ":chatId": chatId },
      };
      const found: Prediction[] = [];
      for await (const { Items = [] } of paginateQuery({ client }, query)) {
        for (const item of Items) {
          const record = fromItem(layout, item);
          if (record) found.push(record.value);
        }
        if (found.length >= MAX_PREDICTIONS_OF_CHAT) break;
      }
      return found.sort((a, b) =>
        b.time < a.time ? -1 : b.time > a.time ? 1 : 0
      );
    },
  };
}
