/**
 * Objects in an S3 bucket, all below one prefix.
 *
 * @module
 */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { ObjectNotFoundError, type ObjectStore } from "../backend.ts";
import { checkKey } from "../object_key.ts";
import { readBytes } from "./read_bytes.ts";

export interface ObjectStoreOptions {
  readonly bucket: string;
  /** Prefix of all keys, such as `images/`. */
  readonly prefix: string;
  /**
   * Maximum bytes of an object that `get` reads.
   *
   * @default {MAX_OBJECT_BYTES}
   */
  readonly maxBytes?: number;
}

/** Maximum bytes of an object that is read: more than an annotated picture of 50 megapixels has. */
export const MAX_OBJECT_BYTES = 64 * 1024 * 1024;

/** Maximum attempts to read an object whose download breaks off. The SDK retries other failures. */
const MAX_READS = 3;

/** Opens the objects of `bucket` whose keys begin with `prefix`. */
export function openObjectStore(
  s3: S3Client,
  { bucket: Bucket, prefix, maxBytes = MAX_OBJECT_BYTES }: ObjectStoreOptions,
): ObjectStore {
  /** Checks that a key is valid and begins with the prefix. @throws {RangeError} */
  function check(key: string) {
    checkKey(key);
    if (key.startsWith(prefix)) return;
    throw new RangeError(
      `Cannot use the object as its key must be below '${prefix}': current value is '${key}'`,
    );
  }

  async function open(Key: string) {
    try {
      return await s3.send(new GetObjectCommand({ Bucket, Key }));
    } catch (error) {
      throw error instanceof NoSuchKey ? new ObjectNotFoundError(Key) : error;
    }
  }

  return {
    async put(Key, Body, ContentType) {
      check(Key);
      await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
    },

    async get(key) {
      check(key);
      for (let read = 1;; read++) {
        const { Body, ContentLength } = await open(key);
        const stream = Body?.transformToWebStream() ?? new ReadableStream();
        try {
          return await readBytes(stream, ContentLength, maxBytes);
        } catch (error) {
          if (error instanceof RangeError || read === MAX_READS) {
            throw new Error(
              `Cannot read the object '${key}': ${
                error instanceof Error ? error.message : error
              }`,
              { cause: error },
            );
          }
        }
      }
    },

    async delete(Key) {
      check(Key);
      await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    },
  };
}
