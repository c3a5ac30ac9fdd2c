/**
 * Files that are there as a whole or not at all, though the process is
 * killed while it writes.
 *
 * @module
 */
import { dirname, join } from "node:path";

/** Nobody but the owner reads what people sent. */
const PRIVATE_FOLDER = { recursive: true, mode: 0o700 };
const PRIVATE_FILE = 0o600;

/** Makes a folder that only its owner can look into. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await Deno.mkdir(folder, PRIVATE_FOLDER);
}

/**
 * Puts `bytes` into `file`, in place of what was there. They are written in
 * the folder `drafts` first, which must be on the same file system.
 */
export async function writeWholeFile(
  file: string,
  bytes: Uint8Array,
  drafts: string,
): Promise<void> {
  const draft = join(drafts, crypto.randomUUID());
  try {
    using handle = await Deno.open(draft, {
      write: true,
      createNew: true,
      mode: PRIVATE_FILE,
    });
    for (let written = 0; written < bytes.length;) {
      written += await handle.write(bytes.subarray(written));
    }
    // Else a power cut could keep the name and lose what is in it.
    await handle.syncData();
    await makePrivateFolder(dirname(file));
    await Deno.rename(draft, file);
  } catch (error) {
    await removeFile(draft);
    throw error;
  }
}

/** Whether an error of the file system says that there is no such file. */
export const isNoFile = (error: unknown) =>
  error instanceof Deno.errors.NotFound ||
  error instanceof Deno.errors.NotADirectory ||
  error instanceof Deno.errors.IsADirectory;

/** What `work` gives; `undefined` when there is no such file. */
async function unlessGone<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isNoFile(error)) return undefined;
    throw error;
  }
}

/** Removes a file; does nothing when there is none. */
export async function removeFile(file: string): Promise<void> {
  await unlessGone(() => Deno.remove(file));
}

/**
 * Removes the files in `folder`, at any depth, that were last written before
 * `time` (milliseconds since 1970). Other processes may do the same at once.
 */
export async function removeFilesBefore(
  folder: string,
  time: number,
): Promise<void> {
  const names = await unlessGone(() => Array.fromAsync(Deno.readDir(folder)));
  for (const entry of names ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory) {
      await removeFilesBefore(path, time);
      continue;
    }
    const written = (await unlessGone(() => Deno.stat(path)))?.mtime;
    if (written && written.getTime() < time) await removeFile(path);
  }
}
