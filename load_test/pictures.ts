/**
 * Uploads, checks and deletes the pictures of a load test.
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

/** Thrown when pictures are missing in the bucket. The message names each of them. */
export class PicturesError extends Error {
  override name = "PicturesError";
}

type Store = Pick<Backend, "objects" | "picturesPrefix">;

/** Uploads the sample pictures under the id of this run, and returns their names below the prefix. */
export async function uploadPictures(
  { objects, picturesPrefix }: Store,
  runId: string,
): Promise<string[]> {
  return await Promise.all(PICTURES.map(async (file, index) => {
    const name = `load-test/${runId}/${index}${extname(file.pathname)}`;
    const bytes = await Deno.readFile(file);
    await objects.put(picturesPrefix + name, bytes, CONTENT_TYPES.png);
    return name;
  }));
}

/**
 * Checks that pictures are in the bucket.
 *
 * @param names names below the prefix
 * @throws {PicturesError} naming every missing one
 */
export async function checkPictures(
  { objects, picturesPrefix }: Store,
  names: readonly string[],
): Promise<void> {
  const problems: string[] = [];
  for (const name of names) {
    try {
      await objects.get(picturesPrefix + name);
    } catch (error) {
      const isMissing = error instanceof ObjectNotFoundError;
      if (!isMissing && !(error instanceof RangeError)) throw error;
      problems.push((error as Error).message);
    }
  }
  if (problems.length > 0) throw new PicturesError(problems.join("\n"));
}

/** Objects deleted at the same time. */
const PARALLEL = 16;

/** Deletes objects, and returns how many could not be deleted; those expire. */
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
  await Promise.all(Array.from({ length: PARALLEL }, deleteSome));
  return failed;
}
