/**
 * What a message carries beside its text: a photo in its sizes, or a document.
 *
 * @module
 */
import type { Document, PhotoSize } from "grammy/types";
import { CONTENT_TYPES, detectFormat } from "../../shared/pictures/format.ts";
import type { Database } from "./database.ts";
import type { FileKind, FileStore, StoredFile } from "./file_store.ts";
import { type EncodedSize, photoSizes, thumbnailOf } from "./photo_sizes.ts";
import { randomId } from "./random_id.ts";

/** The fields of a Message that hold it. */
export type Media =
  | { readonly photo: PhotoSize[] }
  | { readonly document: Document };

/** A medium whose files are written and that no message carries yet. */
export interface NewMedia {
  readonly id: string;
  readonly media: Media;
  readonly files: readonly StoredFile[];
}

export interface MediaStore {
  /** @throws {PictureError} when the bytes cannot be a photo */
  newPhoto(bytes: Uint8Array): Promise<NewMedia>;
  newDocument(
    bytes: Uint8Array,
    about: { name?: string | undefined; contentType?: string | undefined },
  ): Promise<NewMedia>;
  /** Notes a new medium, within the caller's transaction. */
  record(created: NewMedia): void;
  /** The medium that a file is part of. */
  find(fileId: string): Media | undefined;
}

export function createMediaStore(
  database: Database,
  files: FileStore,
): MediaStore {
  const writeSize = async (
    kind: FileKind,
    size: EncodedSize,
  ): Promise<[PhotoSize, StoredFile]> => {
    const file = await files.write(kind, size.bytes, {
      contentType: "image/jpeg",
      ending: ".jpg",
    });
    return [{
      file_id: file.id,
      file_unique_id: file.uniqueId,
      file_size: file.size,
      width: size.width,
      height: size.height,
    }, file];
  };
  return {
    async newPhoto(bytes) {
      const sizes = await photoSizes(bytes);
      const written = await Promise.all(
        sizes.map((size) => writeSize("photos", size)),
      );
      return {
        id: randomId("", 12),
        media: { photo: written.map(([photo]) => photo) },
        files: written.map(([, file]) => file),
      };
    },
    async newDocument(bytes, { name, contentType }) {
      const small = await thumbnailOf(bytes);
      const thumbnail = small && await writeSize("thumbnails", small);
      const file = await files.write("documents", bytes, {
        contentType: contentTypeOf(bytes, contentType),
        ending: endingOf(name),
        name: name?.slice(0, LONGEST_NAME),
      });
      const document: Document = {
        ...(file.name ? { file_name: file.name } : {}),
        mime_type: file.contentType,
        ...(thumbnail ? { thumbnail: thumbnail[0] } : {}),
        file_id: file.id,
        file_unique_id: file.uniqueId,
        file_size: file.size,
      };
      return {
        id: randomId("", 12),
        media: { document },
        files: thumbnail ? [file, thumbnail[1]] : [file],
      };
    },
    record({ id, media, files: written }) {
      database.run(
        "INSERT INTO media VALUES (?, ?)",
        id,
        JSON.stringify(media),
      );
      files.record(id, written);
    },
    find(fileId) {
      const row = database.one(
        "SELECT media FROM media JOIN files ON media.id = media_id WHERE files.id = ?",
        fileId,
      );
      return row && JSON.parse(String(row["media"]));
    },
  };
}

const LONGEST_NAME = 255;

/** A picture is what its bytes say; of anything else the sender knows best. */
function contentTypeOf(bytes: Uint8Array, declared = ""): string {
  const format = detectFormat(bytes);
  if (format) return CONTENT_TYPES[format];
  return /^[\w-]+\/[\w.+-]+/.exec(declared)?.[0].toLowerCase() ??
    "application/octet-stream";
}

const endingOf = (name = "") =>
  /\.[a-z0-9]{1,8}$/.exec(name.toLowerCase())?.[0] ?? "";
