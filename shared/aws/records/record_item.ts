/**
 * Records as items of DynamoDB: which attribute holds what.
 *
 * @module
 */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { z } from "zod";
import type { StoredRecord } from "../../backend.ts";

export type Item = Record<string, AttributeValue>;

/** How the records of one kind lie in their table. */
export interface Layout<T> {
  readonly table: string;
  /** The name of the table's key, a string. */
  readonly keyName: string;
  /** What `keyName` has for a record's key. */
  readonly keyOf: (key: string) => string;
  /** The attributes of a value, beside the key. */
  readonly attributesOf: (value: T) => Record<string, unknown>;
  /** What `schema` reads the value from. */
  readonly valueOf: (attributes: Record<string, unknown>) => unknown;
  readonly schema: z.ZodType<T>;
  /** Names the records in an error. */
  readonly kind: string;
}

/** A record as it is written: what expires, in seconds since 1970, and a version. */
export interface NewRecord<T> {
  readonly key: string;
  readonly value: T;
  readonly version: string;
  readonly expiresAt?: Date | undefined;
}

/** In seconds since 1970, as DynamoDB's TTL reads it; a record never ends before its time. */
export const secondsOf = (date: Date) => Math.ceil(date.getTime() / 1000);

/** The key of an item. */
export const keyItem = <T>(
  { keyName, keyOf }: Layout<T>,
  key: string,
): Item => ({
  [keyName]: { S: keyOf(key) },
});

/** Writes a record as an item. */
export function toItem<T>(
  layout: Layout<T>,
  { key, value, version, expiresAt }: NewRecord<T>,
): Item {
  const attributes = {
    ...layout.attributesOf(value),
    version,
    ...(expiresAt ? { expiresAt: secondsOf(expiresAt) } : {}),
  };
  return {
    ...marshall(attributes, { removeUndefinedValues: true }),
    ...keyItem(layout, key),
  };
}

/**
 * Reads an item; `undefined` when it has expired. One without a version, as
 * others than this program write it, has the version `""`.
 *
 * @throws {Error} naming the record, when it does not fit its schema
 */
export function fromItem<T>(
  layout: Layout<T>,
  item: Item,
): StoredRecord<T> | undefined {
  const attributes = unmarshall(item, { wrapNumbers: Number });
  const { version = "", expiresAt } = attributes;
  if (hasExpired(expiresAt)) return undefined;
  const parsed = layout.schema.safeParse(layout.valueOf(attributes));
  if (!parsed.success) {
    throw new Error(
      `Cannot read the record '${
        attributes[layout.keyName]
      }' of '${layout.kind}': it is not of the shape that this version writes`,
      { cause: parsed.error },
    );
  }
  return {
    value: parsed.data,
    version: String(version),
    ...(typeof expiresAt === "number"
      ? { expiresAt: new Date(expiresAt * 1000) }
      : {}),
  };
}

/** Whether the second of `expiresAt` has come. */
const hasExpired = (expiresAt: unknown) =>
  typeof expiresAt === "number" && expiresAt <= nowInSeconds();

export const nowInSeconds = () => Math.floor(Date.now() / 1000);
