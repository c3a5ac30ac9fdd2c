/**
 * Whether a bucket or a table is there and may be read. It is asked by
 * looking for what is not in it, so that a role needs no more than the work
 * itself does.
 *
 * @module
 */
import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { ObjectNotFoundError, type ObjectStore } from "../backend.ts";
import { keyItem, type Layout } from "./records/record_item.ts";

/** A name that nothing has. */
const NOTHING = "polybot-looks-whether-it-may-read";

/** @throws the SDK's error when the bucket is not there or may not be read, or does not say which object is missing */
export async function lookAtBucket(objects: ObjectStore, prefix: string) {
  try {
    await objects.get(prefix + NOTHING);
  } catch (error) {
    if (!(error instanceof ObjectNotFoundError)) throw error;
  }
}

/** @throws the SDK's error when the table is not there, may not be read or has another key */
export async function lookAtTable<T>(
  dynamodb: DynamoDBClient,
  layout: Layout<T>,
) {
  await dynamodb.send(
    new GetItemCommand({
      TableName: layout.table,
      Key: keyItem(layout, NOTHING),
    }),
  );
}
