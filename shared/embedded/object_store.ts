/**
 * Objects as files: the key is the path below a folder.
 *
 * @module
 */
import { join } from "node:path";
import { ObjectNotFoundError, type ObjectStore } from "../backend.ts";
import { isNoFile, removeFile, writeWholeFile } from "./whole_file.ts";

const MAX_KEY = 512;
const KEY = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;

/** @throws {RangeError} when `key` is no relative path of letters, digits, `.`, `_`, `-` */
function checkKey(key: string) {
  if (key.length <= MAX_KEY && KEY.test(key)) return;
  throw new RangeError(
    `Cannot use the object as its key must be a relative path of letters, digits, '.', '_', '-', of at most ${MAX_KEY} characters: current value is '${key}'`,
  );
}

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
