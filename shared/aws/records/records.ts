/**
 * Records in a table of DynamoDB.
 *
 * @module
 */
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { z } from "zod";
import type { Records } from "../../backend.ts";
import { getItems } from "./get_items.ts";
import {
  fromItem,
  keyItem,
  type Layout,
  nowInSeconds,
  toItem,
} from "./record_item.ts";

/** The key of the table of states: a record's kind and key, as `albums/123/456`. */
export const STATE_KEY = "id";

/** How records of one kind lie in the table of states, which several kinds share. */
export const stateLayout = <T>(
  table: string,
  kind: string,
  schema: z.ZodType<T>,
): Layout<T> => ({
  table,
  kind,
  schema,
  keyName: STATE_KEY,
  keyOf: (key) => `${kind}/${key}`,
  attributesOf: (value) => ({ value }),
  valueOf: ({ value }) => value,
});

/**
 * What must hold of the item that is there, in the instant of the write:
 *
 *     ifVersion   no item   expired   that version   another version
 *     null        writes    writes    –              –
 *     a version   –         –         writes         –
 *
 * An item that DynamoDB has not removed yet is expired once its second has
 * come, as it is for a read.
 */
function conditionOf(
  keyName: string,
  ifVersion: string | null | undefined,
): Partial<PutItemCommandInput> {
  if (ifVersion === undefined) return {};
  const absent = "attribute_not_exists(#key)";
  const now = { ":now": { N: String(nowInSeconds()) } };
  const names = { "#key": keyName, "#expiresAt": "expiresAt" };
  if (ifVersion === null) {
    return {
      ConditionExpression: `${absent} OR #expiresAt <= :now`,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: now,
    };
  }
  const alive = "(attribute_not_exists(#expiresAt) OR #expiresAt > :now)";
  const isThis = ifVersion === ""
    ? "attribute_not_exists(#version)"
    : "#version = :version";
  return {
    ConditionExpression: `attribute_exists(#key) AND ${isThis} AND ${alive}`,
    ExpressionAttributeNames: { ...names, "#version": "version" },
    ExpressionAttributeValues: {
      ...now,
      ...(ifVersion === "" ? {} : { ":version": { S: ifVersion } }),
    },
  };
}

/** Opens the records that lie as `layout` says. */
export function openRecords<T>(
  dynamodb: DynamoDBClient,
  layout: Layout<T>,
): Records<T> {
  const { table: TableName, keyName } = layout;

  /** @return whether the condition held */
  async function write(input: PutItemCommandInput, version: string) {
    try {
      await dynamodb.send(new PutItemCommand(input));
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // The SDK repeats a write whose answer was lost, and then the first try
      // stands in the way of the second.
      return error.Item?.version?.S === version;
    }
  }

  return {
    async get(key) {
      const { Item } = await dynamodb.send(
        new GetItemCommand({
          TableName,
          Key: keyItem(layout, key),
          ConsistentRead: true,
        }),
      );
      return Item && fromItem(layout, Item);
    },

    async getMany(keys) {
      const found = new Map();
      const items = await getItems(
        dynamodb,
        TableName,
        [...new Set(keys)].map((key) => keyItem(layout, key)),
      );
      const byKey = new Map(items.map((item) => [item[keyName]?.S, item]));
      for (const key of keys) {
        const item = byKey.get(layout.keyOf(key));
        const record = item && fromItem(layout, item);
        if (record) found.set(key, record);
      }
      return found;
    },

    async put(key, value, { ifVersion, expiresAt } = {}) {
      // Never a number that counts up: a record that expired and was written
      // anew must not look like the old one.
      const version = crypto.randomUUID();
      const wasWritten = await write({
        TableName,
        Item: toItem(layout, { key, value, version, expiresAt }),
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        ...conditionOf(keyName, ifVersion),
      }, version);
      return wasWritten ? version : undefined;
    },
  };
}
