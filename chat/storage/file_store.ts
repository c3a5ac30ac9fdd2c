/**
 * The files of the chat: their bytes in a folder, their names and types in the
 * database.
 *
 * @module
 */
import { join } from "node:path";
import { writeAtomically } from "../../shared/files/atomic_write.ts";
import type { MediaKind } from "../media_kinds.ts";
import type { Database, Row } from "./database.ts";
import { randomId } from "./random_id.ts";

/** Subfolders of the store: one for each kind of media, and one for thumbnails. */
export type FileFolder = `${MediaKind}s` | "thumbnails";

/** Prefixes of file ids by folder, the same as Telegram's. */
const ID_PREFIXES: Readonly<Record<FileFolder, string>> = {
  photos: "AgAC",
  documents: "BQAC",
  thumbnails: "AgAC",
};

/** A file, with the same ids as in Telegram. */
export interface StoredFile {
  /** Telegram's `file_id`, for calls of this bot. */
  readonly id: string;
  /** Telegram's `file_unique_id`, the same for all bots. */
  readonly uniqueId: string;
  /** Path in the store, such as `photos/….jpg`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly contentType: string;
  readonly name?: string | undefined;
}

export interface FileStore {
  /** Writes a file completely or not at all. It can be found once it is recorded. */
  write(
    folder: FileFolder,
    bytes: Uint8Array,
    info: { contentType: string; extension: string; name?: string | undefined },
  ): Promise<StoredFile>;
  /** Records written files as parts of a medium, within the caller's transaction. */
  record(mediaId: string, files: readonly StoredFile[]): void;
  /** Removes written files that will not be recorded. */
  discard(files: readonly StoredFile[]): Promise<void>;
  find(id: string): (StoredFile & { mediaId: string }) | undefined;
  findByPath(path: string): StoredFile | undefined;
  open(file: StoredFile): Promise<ReadableStream<Uint8Array>>;
  /** Removes files that a killed process wrote but did not record. */
  sweep(): Promise<void>;
}

/** Milliseconds after which `sweep()` removes a file; until then, it may still be recorded. */
const SWEEP_AGE = 60_000;

/** Returns the folder of a file. */
export const folderOf = ({ path }: StoredFile): FileFolder =>
  path.split("/")[0] as FileFolder;

/** Opens the store in a folder. @param directory created if it does not exist */
export async function openFileStore(
  directory: string,
  database: Database,
): Promise<FileStore> {
  for (const folder of Object.keys(ID_PREFIXES)) {
    await Deno.mkdir(join(directory, folder), { recursive: true });
  }
  const findByPath = (path: string) => {
    const row = database.one`SELECT * FROM files WHERE path = ${path}`;
    return row && fileOf(row);
  };
  return {
    async write(folder, bytes, { contentType, extension, name }) {
      const uniqueId = randomId("AQAD", 12);
      const path = `${folder}/${uniqueId}${extension}`;
      await writeAtomically(join(directory, path), bytes);
      return {
        id: randomId(ID_PREFIXES[folder], 48),
        uniqueId,
        path,
        size: bytes.length,
        contentType,
        name,
      };
    },
    record(mediaId, files) {
      for (const file of files) {
        const { id, uniqueId, path, size, contentType, name = null } = file;
        database.run`INSERT INTO files VALUES (
          ${id}, ${uniqueId}, ${path}, ${size}, ${contentType}, ${name}, ${mediaId})`;
      }
    },
    async discard(files) {
      for (const { path } of files) await Deno.remove(join(directory, path));
    },
    find(id) {
      const row = database.one`SELECT * FROM files WHERE id = ${id}`;
      return row && { ...fileOf(row), mediaId: String(row["media_id"]) };
    },
    findByPath,
    async open({ path }) {
      return (await Deno.open(join(directory, path))).readable;
    },
    async sweep() {
      for (const folder of Object.keys(ID_PREFIXES)) {
        for await (const { name } of Deno.readDir(join(directory, folder))) {
          if (findByPath(`${folder}/${name}`)) continue;
          const path = join(directory, folder, name);
          const { mtime } = await Deno.stat(path);
          if (Date.now() - (mtime?.getTime() ?? 0) > SWEEP_AGE) {
            await Deno.remove(path);
          }
        }
      }
    },
  };
}

const fileOf = (row: Row): StoredFile => ({
  id: String(row["id"]),
  uniqueId: String(row["unique_id"]),
  path: String(row["path"]),
  size: Number(row["size"]),
  contentType: String(row["content_type"]),
  name: row["name"] === null ? undefined : String(row["name"]),
});
