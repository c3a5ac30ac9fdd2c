/**
 * Writes files atomically: a reader sees a complete file or none, even if the
 * process is killed while writing.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { removeFile } from "./remove_files.ts";

/** Options of folders that only their owner can read, as they contain users' data. */
const PRIVATE_FOLDER = { recursive: true, mode: 0o700 };
const PRIVATE_FILE = 0o600;

/** Creates a folder that only its owner can open. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await Deno.mkdir(folder, PRIVATE_FOLDER);
}

/**
 * Writes `bytes` to `file`. Replaces an existing file.
 *
 * @param drafts folder of the unfinished file, `<uuid>.part`; must be on the same file system
 */
export async function writeAtomically(
  file: string,
  bytes: Uint8Array,
  drafts = dirname(file),
): Promise<void> {
  const draft = join(drafts, `${crypto.randomUUID()}.part`);
  try {
    using handle = await Deno.open(draft, {
      write: true,
      createNew: true,
      mode: PRIVATE_FILE,
    });
    for (let written = 0; written < bytes.length;) {
      written += await handle.write(bytes.subarray(written));
    }
    // Otherwise a power failure could keep the name but lose the content.
    await handle.syncData();
    await makePrivateFolder(dirname(file));
    await Deno.rename(draft, file);
  } catch (error) {
    await removeFile(draft);
    throw error;
  }
}
