/**
 * Secrets as files that only their owner can read: the name is the path
 * below a folder.
 *
 * @module
 */
import { join } from "node:path";
import { SecretNotFoundError, type Secrets } from "../backend.ts";
import { Secret } from "../service/secret.ts";
import { isNoFile, writeWholeFile } from "../files/atomic_write.ts";

export interface WritableSecrets extends Secrets {
  /** Stores a secret, in place of what was there. */
  put(name: string, value: string): Promise<void>;
}

const NAME = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;

/** @throws {RangeError} when `name` is no relative path of letters, digits, `.`, `_`, `-` */
function checkName(name: string) {
  if (NAME.test(name)) return;
  throw new RangeError(
    `Cannot use the secret as its name must be a relative path of letters, digits, '.', '_', '-': current value is '${name}'`,
  );
}

/** Opens the secrets in `folder`; `drafts` holds what is not written whole yet. */
export function openSecrets(folder: string, drafts: string): WritableSecrets {
  return {
    async put(name, value) {
      checkName(name);
      const bytes = new TextEncoder().encode(value);
      await writeWholeFile(join(folder, name), bytes, drafts);
    },

    async get(name) {
      checkName(name);
      try {
        const text = await Deno.readTextFile(join(folder, name));
        // An editor ends the file with a line break, which is no part of the secret.
        return new Secret(text.replace(/\r?\n$/, ""));
      } catch (error) {
        throw isNoFile(error) ? new SecretNotFoundError(name) : error;
      }
    },
  };
}
