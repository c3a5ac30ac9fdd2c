/**
 * A bucket in moto with the services' published versions, as `publish.yaml`
 * and the deploys store them.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Service } from "../../.ci/compile/services.ts";
import { aws, type AwsEnv, callAws, tryAws } from "./aws_calls.ts";

export interface Bucket {
  put(key: string, text: string): Promise<void>;
  /** Uploads a file. */
  upload(key: string, file: string): Promise<void>;
  /** Returns an object's text; `undefined` if there is no such object. */
  read(key: string): Promise<string | undefined>;
  /**
   * Publishes a file as a version of a service.
   *
   * @param sha256 @default the file's own
   */
  publish(
    service: Service,
    version: string,
    file: string,
    sha256?: string,
  ): Promise<void>;
}

/** Opens a bucket with the credentials in `env`. */
export function openBucket(env: AwsEnv, bucket: string): Bucket {
  const opened: Bucket = {
    async put(key, text) {
      await callAws(
        env,
        aws`s3 put_object Bucket=${bucket} Key=${key} Body=${text}`,
      );
    },
    async upload(key, file) {
      await callAws(
        env,
        aws`s3 upload_file Bucket=${bucket} Key=${key} Filename=${file}`,
      );
    },
    async read(key) {
      const [reply] = await tryAws(
        env,
        aws`s3 get_object Bucket=${bucket} Key=${key}`,
      );
      return reply?.result?.Body;
    },
    async publish(service, version, file, sha256) {
      const folder = `artifacts/${service}/${version}`;
      sha256 ??= createHash("sha256").update(await readFile(file))
        .digest("hex");
      await opened.upload(`${folder}/${service}`, file);
      await opened.put(`${folder}/SHA256SUMS`, `${sha256}  ${service}\n`);
    },
  };
  return opened;
}
