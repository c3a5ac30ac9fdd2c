/**
 * Records in a table of DynamoDB.
 *
 * @module
 */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
} from "@aws-sdk/lib-dynamodb";
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

/** The key of the state table: a record's kind and key, such as `albums/123/456`. */
export const STATE_KEY = "id";

/** Maps records of one kind to items of the state table, which several kinds share. */
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
 * Returns the condition of a write:
 *
 *     ifVersion   no item   expired   that version   another version
 *     null        writes    writes    –              –
 *     a version   –         –         writes         –
 *
 * As for reads, an item counts as expired from the second in which it expires,
 * even if DynamoDB has not removed it yet.
 */
function conditionOf(
  keyName: string,
  ifVersion: string | null | undefined,
): Partial<PutCommandInput> {
  if (ifVersion === undefined) return {};
  const now = { ":now": nowInSeconds() };
  const names = { "#key": keyName, "#expiresAt": "expiresAt" };
  if (ifVersion === null) {
    return {
      ConditionExpression: "attribute_not_exists(#key) OR #expiresAt <= :now",
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: now,
    };
  }
  const notExpired = "(attribute_not_exists(#expiresAt) OR #expiresAt > :now)";
  const isVersion = ifVersion === ""
    ? "attribute_not_exists(#version)"
    : "#version = :version";
  return {
    ConditionExpression:
      `attribute_exists(#key) AND ${isVersion} AND ${notExpired}`,
    ExpressionAttributeNames: { ...names, "#version": "version" },
    ExpressionAttributeValues: {
      ...now,
      ...(ifVersion === "" ? {} : { ":version": ifVersion }),
    },
  };
}

/** Opens the records that `layout` maps. */
export function openRecords<T>(
  dynamodb: DynamoDBDocumentClient,
  layout: Layout<T>,
): Records<T> {
  const { table: TableName, keyName } = layout;

  /** Writes an item under a condition. @return whether the condition was true */
  async function write(input: PutCommandInput, version: string) {
    try {
      await dynamodb.send(new PutCommand(input));
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // The SDK repeats a write whose answer was lost; then the condition of the
      // second attempt fails because the first one succeeded.
      return error.Item?.version?.S === version;
    }
  }

  return {
    async get(key) {
      const { Item } = await dynamodb.send(
        new GetCommand({
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
      const byKey = new Map(items.map((item) => [item[keyName], item]));
      for (const key of keys) {
        const item = byKey.get(layout.keyOf(key));
        const record = item && fromItem(layout, item);
        if (record) found.set(key, record);
      }
      return found;
    },

    async put(key, value, { ifVersion, expiresAt } = {}) {
      // Not a counter: a record that expired and was written again must not have
      // the version of the old one.
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
