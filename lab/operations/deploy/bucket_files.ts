/**
 * Files of a bucket in moto, as they lie there.
 *
 * @module
 */
import { checkLoopback } from "../../aws/moto/loopback.ts";

export interface BucketFiles {
  put(key: string, content: string | Uint8Array<ArrayBuffer>): Promise<void>;
  /** A file's text without white space around it; `undefined` where there is none. */
  read(key: string): Promise<string | undefined>;
}

/** @throws {RangeError} when moto is not on this machine */
export function openBucketFiles(endpoint: string, bucket: string): BucketFiles {
  checkLoopback(endpoint);
  const headers = {
    // moto checks none of it
    authorization:
      "AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=none",
  };
  const address = (key: string) => `${endpoint}/${bucket}/${key}`;
  return {
    async put(key, content) {
      const response = await fetch(address(key), {
        method: "PUT",
        headers,
        body: content,
      });
      await response.body?.cancel();
      if (!response.ok) {
        throw new Error(`Cannot put ${key}: ${response.status}`);
      }
    },
    async read(key) {
      const response = await fetch(address(key), { headers });
      const text = await response.text();
      return response.ok ? text.trim() : undefined;
    },
  };
}
