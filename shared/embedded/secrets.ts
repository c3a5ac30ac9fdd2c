/**
 * Secrets as files that only their owner can read: the name is the path below a
 * folder.
 *
 * @module
 */
import { join } from "node:path";
import { SecretNotFoundError, type Secrets } from "../backend.ts";
import { writeAtomically } from "../files/atomic_write.ts";
import { isNotFound } from "../files/remove_files.ts";
import { isPath } from "../object_key.ts";
import { Secret } from "../service/secret.ts";

export interface WritableSecrets extends Secrets {
  /** Stores a secret; replaces its old value. */
  put(name: string, value: string): Promise<void>;
}

/** Checks the name of a secret. @throws {RangeError} when `name` is not a relative path of letters, digits, `.`, `_`, `-` */
function checkName(name: string) {
  if (isPath(name)) return;
  throw new RangeError(
    `Cannot use the secret as its name must be a relative path of letters, digits, '.', '_', '-': current value is '${name}'`,
  );
}

/** Opens the secrets in `folder`. */
export function openSecrets(folder: string, drafts: string): WritableSecrets {
  return {
    async put(name, value) {
      checkName(name);
      const bytes = new TextEncoder().encode(value);
      await writeAtomically(join(folder, name), bytes, drafts);
    },

    async get(name) {
      checkName(name);
      try {
        const text = await Deno.readTextFile(join(folder, name));
        // An editor ends the file with a line break that is not part of the secret.
        return new Secret(text.replace(/\r?\n$/, ""));
      } catch (error) {
        throw isNotFound(error) ? new SecretNotFoundError(name) : error;
      }
    },
  };
}
