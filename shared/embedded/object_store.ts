/**
 * Objects as files: the key is the path below a folder.
 *
 * @module
 */
import { join } from "node:path";
import { ObjectNotFoundError, type ObjectStore } from "../backend.ts";
import { checkKey } from "../object_key.ts";
import { isNoFile, removeFile, writeWholeFile } from "../files/atomic_write.ts";

/** Opens the store of the files in `folder`; `drafts` holds what is not written whole yet. */
export function openObjectStore(folder: string, drafts: string): ObjectStore {
  return {
    // The content type is for stores that hand objects to browsers.
    async put(key, bytes, _contentType) {
      checkKey(key);
      await writeWholeFile(join(folder, key), bytes, drafts);
    },

    async get(key) {
      checkKey(key);
      try {
        return await Deno.readFile(join(folder, key));
      } catch (error) {
        throw isNoFile(error) ? new ObjectNotFoundError(key) : error;
      }
    },

    async delete(key) {
      checkKey(key);
      await removeFile(join(folder, key));
    },
  };
}
