/**
 * Checks that a bucket or a table exists and can be read. They read a key that
 * does not exist, so a role needs no additional permissions.
 *
 * @module
 */
import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { ObjectNotFoundError, type ObjectStore } from "../backend.ts";
import { keyItem, type Layout } from "./records/record_item.ts";

/** A key that no object and no record has. */
const MISSING_KEY = "polybot-access-check";

/** Checks a bucket. @throws the SDK's error when the bucket does not exist, cannot be read, or does not report that an object is missing */
export async function checkBucket(objects: ObjectStore, prefix: string) {
  try {
    await objects.get(prefix + MISSING_KEY);
  } catch (error) {
    if (!(error instanceof ObjectNotFoundError)) throw error;
  }
}

/** Checks a table. @throws the SDK's error when the table does not exist, cannot be read, or has another key */
export async function checkTable<T>(
  dynamodb: DynamoDBDocumentClient,
  layout: Layout<T>,
) {
  await dynamodb.send(
    new GetCommand({
      TableName: layout.table,
      Key: keyItem(layout, MISSING_KEY),
    }),
  );
}
