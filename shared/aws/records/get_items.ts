/**
 * Many items of a table at once.
 *
 * @module
 */
import {
  BatchGetItemCommand,
  type DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { setTimeout as pause } from "node:timers/promises";
import type { Item } from "./record_item.ts";

/** DynamoDB's limit of keys in one call. */
const MAX_KEYS = 100;

/** How often a call is made for the same keys, and the first pause in milliseconds; it doubles. */
const MAX_TRIES = 8;
const FIRST_PAUSE = 50;

/** Reads the items of `keys`, each as it was last written; those that are absent are left out. */
export async function getItems(
  dynamodb: DynamoDBClient,
  table: string,
  keys: readonly Item[],
): Promise<Item[]> {
  const items: Item[] = [];
  for (let start = 0; start < keys.length; start += MAX_KEYS) {
    items.push(
      ...await getBatch(dynamodb, table, keys.slice(start, start + MAX_KEYS)),
    );
  }
  return items;
}

/** As {@linkcode getItems}, of at most {@linkcode MAX_KEYS}; asks again for what DynamoDB put off. */
async function getBatch(
  dynamodb: DynamoDBClient,
  table: string,
  keys: Item[],
): Promise<Item[]> {
  const items: Item[] = [];
  let left = keys;
  for (let tried = 1; tried <= MAX_TRIES; tried++) {
    const { Responses, UnprocessedKeys } = await dynamodb.send(
      new BatchGetItemCommand({
        RequestItems: { [table]: { Keys: left, ConsistentRead: true } },
      }),
    );
    items.push(...Responses?.[table] ?? []);
    left = UnprocessedKeys?.[table]?.Keys ?? [];
    if (left.length === 0) return items;
    await pause(FIRST_PAUSE * 2 ** (tried - 1));
  }
  throw new Error(
    `Cannot read ${left.length} records of '${table}': DynamoDB puts them off, its capacity is used up`,
  );
}
