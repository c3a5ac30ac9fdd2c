/**
 * The pictures of a load test, in the object store.
 *
 * @module
 */
import { extname } from "node:path";
import {
  type Backend,
  ObjectNotFoundError,
  type ObjectStore,
} from "../shared/backend.ts";
import { CONTENT_TYPES } from "../shared/pictures/format.ts";

const PICTURES = ["astronaut.png", "chelsea.png", "coffee.png"].map((name) =>
  new URL(`../shared/pictures/samples/${name}`, import.meta.url)
);

/** Pictures that are to be looked at, but are not there. The message is a sentence. */
export class PicturesError extends Error {
  override name = "PicturesError";
}

type Store = Pick<Backend, "objects" | "picturesPrefix">;

/** Uploads pictures under a name of this run. @return their names below the prefix */
export async function uploadPictures(
  { objects, picturesPrefix }: Store,
  run: string,
): Promise<string[]> {
  return await Promise.all(PICTURES.map(async (file, index) => {
    const name = `load-test/${run}/${index}${extname(file.pathname)}`;
    const bytes = await Deno.readFile(file);
    await objects.put(picturesPrefix + name, bytes, CONTENT_TYPES.png);
    return name;
  }));
}

/**
 * Makes sure that pictures are there.
 *
 * @param names below the prefix
 * @throws {PicturesError} naming all that are not
 */
export async function checkPictures(
  { objects, picturesPrefix }: Store,
  names: readonly string[],
): Promise<void> {
  const faults: string[] = [];
  for (const name of names) {
    try {
      await objects.get(picturesPrefix + name);
    } catch (error) {
      const isMissing = error instanceof ObjectNotFoundError;
      if (!isMissing && !(error instanceof RangeError)) throw error;
      faults.push((error as Error).message);
    }
  }
  if (faults.length > 0) throw new PicturesError(faults.join("\n"));
}

/** So many are deleted at once. */
const AT_ONCE = 16;

/** Deletes objects; what cannot be deleted expires by itself. @return how many could not */
export async function deleteObjects(
  objects: Pick<ObjectStore, "delete">,
  keys: Iterable<string>,
): Promise<number> {
  const left = Iterator.from(keys);
  let failed = 0;
  async function deleteSome() {
    for (const key of left) {
      await objects.delete(key).catch(() => failed++);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, deleteSome));
  return failed;
}
