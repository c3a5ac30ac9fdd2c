import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
} from "@aws-sdk/lib-dynamodb";
import { setTimeout as pause } from "node:timers/promises";
import type { Item } from "./record_item.ts";

/** Maximum keys that DynamoDB accepts in one call. */
const MAX_KEYS = 100;

/** Maximum attempts for the keys of one call. */
const MAX_ATTEMPTS = 8;
/** Milliseconds before the second attempt; the pause doubles each time. */
const FIRST_PAUSE = 50;

/** Reads the items of `keys` consistently; missing items are left out. */
export async function getItems(
  dynamodb: DynamoDBDocumentClient,
  table: string,
  keys: readonly Item[],
): Promise<Item[]> {
  const items: Item[] = [];
  for (let start = 0; start < keys.length; start += MAX_KEYS) {
    const batch = keys.slice(start, start + MAX_KEYS);
    items.push(...await getBatch(dynamodb, table, batch));
  }
  return items;
}

/** Reads the items of one call, and repeats it for items that DynamoDB did not process. */
async function getBatch(
  dynamodb: DynamoDBDocumentClient,
  table: string,
  keys: Item[],
): Promise<Item[]> {
  const items: Item[] = [];
  let left = keys;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const { Responses, UnprocessedKeys } = await dynamodb.send(
      new BatchGetCommand({
        RequestItems: { [table]: { Keys: left, ConsistentRead: true } },
      }),
    );
    items.push(...Responses?.[table] ?? []);
    left = UnprocessedKeys?.[table]?.Keys ?? [];
    if (left.length === 0) return items;
    await pause(FIRST_PAUSE * 2 ** (attempt - 1));
  }
  throw new Error(
    `Cannot read ${left.length} records of '${table}': DynamoDB did not process them, its capacity is used up`,
  );
}
