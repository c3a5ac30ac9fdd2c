/**
 * Removes files that other processes may remove at the same time.
 *
 * @module
 */
import { join } from "node:path";

/** Tells whether an error of the file system means that there is no such file. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof Deno.errors.NotFound ||
  error instanceof Deno.errors.NotADirectory ||
  error instanceof Deno.errors.IsADirectory;

/** Returns the result of `work`, `undefined` if the file does not exist. */
async function ifExists<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Removes a file; does nothing if it does not exist. */
export async function removeFile(file: string): Promise<void> {
  await ifExists(() => Deno.remove(file));
}

/**
 * Removes the files in `folder`, at any depth, that were last modified before
 * `time`.
 *
 * @param time milliseconds since 1970
 */
export async function removeFilesBefore(
  folder: string,
  time: number,
): Promise<void> {
  const entries = await ifExists(() => Array.fromAsync(Deno.readDir(folder)));
  for (const entry of entries ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory) {
      await removeFilesBefore(path, time);
      continue;
    }
    const modified = (await ifExists(() => Deno.stat(path)))?.mtime;
    if (modified && modified.getTime() < time) await removeFile(path);
  }
}
