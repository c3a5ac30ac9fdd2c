import { join } from "node:path";
import { makePrivateFolder } from "../files/atomic_write.ts";

/** Thrown when the data folder cannot be used. The message tells the operator the reason. */
export class DataFolderError extends Error {
  override name = "DataFolderError";
}

/** Prefix of the keys of all pictures. */
export const PICTURES_PREFIX = "images/";

export interface DataFolders {
  readonly objects: string;
  /** Objects that expire; below `objects`. */
  readonly pictures: string;
  readonly secrets: string;
  /** Files that are not written completely yet. */
  readonly drafts: string;
}

/**
 * Creates the folders of the embedded backend in `directory` if they do not exist.
 *
 * @throws {DataFolderError} when they cannot be created or written
 */
export async function makeDataFolders(directory: string): Promise<DataFolders> {
  const folders = {
    objects: join(directory, "objects"),
    pictures: join(directory, "objects", PICTURES_PREFIX),
    secrets: join(directory, "secrets"),
    drafts: join(directory, "drafts"),
  };
  try {
    for (const folder of Object.values(folders)) {
      await makePrivateFolder(folder);
    }
    // Reports a folder that cannot be written to at startup, not with the first photo.
    const probe = await Deno.makeTempFile({ dir: folders.drafts });
    await Deno.remove(probe);
  } catch (error) {
    throw new DataFolderError(
      `Cannot use '${directory}' as the data folder: ${
        error instanceof Error ? error.message : error
      }`,
      { cause: error },
    );
  }
  return folders;
}
