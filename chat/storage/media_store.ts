import type { PhotoSize } from "grammy/types";
import { CONTENT_TYPES, detectFormat } from "../../shared/pictures/format.ts";
import type { Media, MediaKind } from "../media_kinds.ts";
import type { Database } from "./database.ts";
import type { FileFolder, FileStore, StoredFile } from "./file_store.ts";
import { type EncodedSize, photoSizes, thumbnailOf } from "./photo_sizes.ts";
import { randomId } from "./random_id.ts";

/** A medium whose files are written, but which is not part of a message yet. */
export interface NewMedia {
  readonly id: string;
  readonly media: Media;
  readonly files: readonly StoredFile[];
}

/** Bytes to store, with the name and type from their sender. */
export interface Upload {
  readonly bytes: Uint8Array;
  readonly fileName?: string | undefined;
  readonly contentType?: string | undefined;
}

export interface MediaStore {
  /**
   * Writes the files of a new medium.
   *
   * @throws {PictureError} when the bytes cannot be a photo
   */
  create(kind: MediaKind, upload: Upload): Promise<NewMedia>;
  /** Records a new medium, within the caller's transaction. */
  record(created: NewMedia): void;
  /** Returns the medium that a file belongs to. */
  find(fileId: string): Media | undefined;
}

/** Stores photos in their sizes, and documents, and finds them by file id. */
export function createMediaStore(
  database: Database,
  files: FileStore,
): MediaStore {
  const writeSize = async (
    folder: FileFolder,
    size: EncodedSize,
  ): Promise<[PhotoSize, StoredFile]> => {
    const file = await files.write(folder, size.bytes, {
      contentType: "image/jpeg",
      extension: ".jpg",
    });
    return [{
      file_id: file.id,
      file_unique_id: file.uniqueId,
      file_size: file.size,
      width: size.width,
      height: size.height,
    }, file];
  };

  const writers: Readonly<
    Record<MediaKind, (upload: Upload) => Promise<Omit<NewMedia, "id">>>
  > = {
    async photo({ bytes }) {
      const sizes = await photoSizes(bytes);
      const written = await Promise.all(
        sizes.map((size) => writeSize("photos", size)),
      );
      return {
        media: { photo: written.map(([photo]) => photo) },
        files: written.map(([, file]) => file),
      };
    },
    async document({ bytes, fileName, contentType }) {
      const small = await thumbnailOf(bytes);
      const thumbnail = small && await writeSize("thumbnails", small);
      const file = await files.write("documents", bytes, {
        contentType: contentTypeOf(bytes, contentType),
        extension: extensionOf(fileName),
        name: fileName?.slice(0, MAX_NAME_LENGTH),
      });
      const document = {
        ...(file.name ? { file_name: file.name } : {}),
        mime_type: file.contentType,
        ...(thumbnail ? { thumbnail: thumbnail[0] } : {}),
        file_id: file.id,
        file_unique_id: file.uniqueId,
        file_size: file.size,
      };
      return {
        media: { document },
        files: thumbnail ? [file, thumbnail[1]] : [file],
      };
    },
  };

  return {
    create: async (kind, upload) => ({
      id: randomId("", 12),
      ...await writers[kind](upload),
    }),
    record({ id, media, files: written }) {
      database.run`INSERT INTO media VALUES (${id}, ${JSON.stringify(media)})`;
      files.record(id, written);
    },
    find(fileId) {
      const row = database.one`SELECT media FROM media
        JOIN files ON media.id = media_id WHERE files.id = ${fileId}`;
      return row && JSON.parse(String(row["media"]));
    },
  };
}

/** Maximum characters of a file name; the rest is cut off. */
const MAX_NAME_LENGTH = 255;

/** Recognizes pictures by their bytes; for everything else, trusts the sender. */
function contentTypeOf(bytes: Uint8Array, declared = ""): string {
  const format = detectFormat(bytes);
  if (format) return CONTENT_TYPES[format];
  return /^[\w-]+\/[\w.+-]+/.exec(declared)?.[0].toLowerCase() ??
    "application/octet-stream";
}

const extensionOf = (name = "") =>
  /\.[a-z0-9]{1,8}$/.exec(name.toLowerCase())?.[0] ?? "";
