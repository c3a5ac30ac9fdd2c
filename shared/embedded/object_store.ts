/**
 * Objects as files: the key is the path below a folder.
 *
 * @module
 */
import { join } from "node:path";
import { ObjectNotFoundError, type ObjectStore } from "../backend.ts";
import { writeAtomically } from "../files/atomic_write.ts";
import { isNotFound, removeFile } from "../files/remove_files.ts";
import { checkKey } from "../object_key.ts";

/** Opens the object store in `folder`. */
export function openObjectStore(folder: string, drafts: string): ObjectStore {
  return {
    // Only stores that serve objects to browsers need the content type.
    async put(key, bytes, _contentType) {
      checkKey(key);
      await writeAtomically(join(folder, key), bytes, drafts);
    },

    async get(key) {
      checkKey(key);
      try {
        return await Deno.readFile(join(folder, key));
      } catch (error) {
        throw isNotFound(error) ? new ObjectNotFoundError(key) : error;
      }
    },

    async delete(key) {
      checkKey(key);
      await removeFile(join(folder, key));
    },
  };
}
