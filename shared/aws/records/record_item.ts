/**
 * Records as items of DynamoDB.
 *
 * @module
 */
import type { z } from "zod";
import type { StoredRecord } from "../../backend.ts";

/** An item, with native JavaScript values. */
export type Item = Record<string, unknown>;

/** Maps the records of one kind to the items of a table. */
export interface Layout<T> {
  readonly table: string;
  /** Name of the table's key, a string. */
  readonly keyName: string;
  /** Returns the value of `keyName` for a record's key. */
  readonly keyOf: (key: string) => string;
  /** Returns the attributes that store a value, besides the key. */
  readonly attributesOf: (value: T) => Item;
  /** Returns the input for `schema`, which validates the value. */
  readonly valueOf: (attributes: Item) => unknown;
  readonly schema: z.ZodType<T>;
  /** Name of the records in errors. */
  readonly kind: string;
}

export interface NewRecord<T> {
  readonly key: string;
  readonly value: T;
  readonly version: string;
  readonly expiresAt?: Date | undefined;
}

/** Returns seconds since 1970, as DynamoDB's TTL needs them; rounded up, so that a record never expires too early. */
export const secondsOf = (date: Date) => Math.ceil(date.getTime() / 1000);

/** Returns the current second since 1970. */
export const nowInSeconds = () => Math.floor(Date.now() / 1000);

/** Returns the key of an item. */
export const keyItem = <T>(
  { keyName, keyOf }: Layout<T>,
  key: string,
): Item => ({ [keyName]: keyOf(key) });

/** Returns the item that stores a record. */
export const toItem = <T>(
  layout: Layout<T>,
  { key, value, version, expiresAt }: NewRecord<T>,
): Item => ({
  ...layout.attributesOf(value),
  version,
  expiresAt: expiresAt && secondsOf(expiresAt),
  ...keyItem(layout, key),
});

/**
 * Returns the record that an item stores, `undefined` if it has expired. An item
 * without a version, which another program wrote, has the version `""`.
 *
 * @throws {Error} when the item does not match the schema; the message names the record
 */
export function fromItem<T>(
  layout: Layout<T>,
  item: Item,
): StoredRecord<T> | undefined {
  const { version = "", expiresAt } = item;
  const expires = typeof expiresAt === "number";
  if (expires && expiresAt <= nowInSeconds()) return undefined;
  const parsed = layout.schema.safeParse(layout.valueOf(item));
  if (!parsed.success) {
    throw new Error(
      `Cannot read the record '${
        item[layout.keyName]
      }' of '${layout.kind}': it does not have the shape that this version writes`,
      { cause: parsed.error },
    );
  }
  return {
    value: parsed.data,
    version: String(version),
    ...(expires ? { expiresAt: new Date(expiresAt * 1000) } : {}),
  };
}
