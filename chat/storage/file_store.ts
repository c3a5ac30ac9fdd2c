/**
 * The files of the chat: bytes in a folder, what they are in the database.
 *
 * @module
 */
import { join } from "node:path";
import type { Database, Row } from "./database.ts";
import { randomId } from "./random_id.ts";

export const FILE_KINDS = ["photos", "documents", "thumbnails"] as const;
export type FileKind = typeof FILE_KINDS[number];

/** A file as Telegram names it. */
export interface StoredFile {
  /** Names the file in calls of this bot. */
  readonly id: string;
  /** The same wherever the file is named. */
  readonly uniqueId: string;
  /** Below the store's folder: `photos/….jpg`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly contentType: string;
  readonly name?: string | undefined;
}

export interface FileStore {
  /** Writes the bytes whole or not at all; they count from when {@linkcode record} has named them. */
  write(
    kind: FileKind,
    bytes: Uint8Array,
    about: { contentType: string; ending: string; name?: string | undefined },
  ): Promise<StoredFile>;
  /** Notes written files as parts of a medium, within the caller's transaction. */
  record(mediaId: string, files: readonly StoredFile[]): void;
  /** Removes written files that nobody will record. */
  discard(files: readonly StoredFile[]): Promise<void>;
  find(id: string): (StoredFile & { mediaId: string }) | undefined;
  findByPath(path: string): StoredFile | undefined;
  open(file: StoredFile): Promise<ReadableStream<Uint8Array>>;
  /** Removes what a killed process wrote and never recorded. */
  sweep(): Promise<void>;
}

/** Milliseconds: a file younger than this may be about to be recorded. */
const MAY_BE_IN_HAND = 60_000;

/** @param directory is made where it is not there */
export async function openFileStore(
  directory: string,
  database: Database,
): Promise<FileStore> {
  for (const kind of FILE_KINDS) {
    await Deno.mkdir(join(directory, kind), { recursive: true });
  }
  const findByPath = (path: string) => {
    const row = database.one("SELECT * FROM files WHERE path = ?", path);
    return row && fileOf(row);
  };
  return {
    async write(kind, bytes, { contentType, ending, name }) {
      const uniqueId = randomId("AQAD", 12);
      const path = `${kind}/${uniqueId}${ending}`;
      const temporary = join(directory, `${path}.part`);
      await Deno.writeFile(temporary, bytes);
      await Deno.rename(temporary, join(directory, path));
      return {
        id: randomId(kind === "documents" ? "BQAC" : "AgAC", 48),
        uniqueId,
        path,
        size: bytes.length,
        contentType,
        name,
      };
    },
    record(mediaId, files) {
      for (const file of files) {
        database.run(
          "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?)",
          file.id,
          file.uniqueId,
          file.path,
          file.size,
          file.contentType,
          file.name ?? null,
          mediaId,
        );
      }
    },
    async discard(files) {
      for (const { path } of files) await Deno.remove(join(directory, path));
    },
    find(id) {
      const row = database.one("SELECT * FROM files WHERE id = ?", id);
      return row && { ...fileOf(row), mediaId: String(row["media_id"]) };
    },
    findByPath,
    async open({ path }) {
      return (await Deno.open(join(directory, path))).readable;
    },
    async sweep() {
      for (const kind of FILE_KINDS) {
        for await (const { name } of Deno.readDir(join(directory, kind))) {
          if (findByPath(`${kind}/${name}`)) continue;
          const path = join(directory, kind, name);
          const { mtime } = await Deno.stat(path);
          if (Date.now() - (mtime?.getTime() ?? 0) > MAY_BE_IN_HAND) {
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
