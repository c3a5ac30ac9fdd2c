import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { openDatabase } from "./database.ts";
import { openFileStore } from "./file_store.ts";
import { createMediaStore } from "./media_store.ts";
import { plainPng, RED } from "../../lab/pictures/plain_pictures.ts";

async function openTestMedia() {
  const directory = await Deno.makeTempDir({ prefix: "polybot-media-" });
  const database = openDatabase(join(directory, "chat.db"));
  const files = await openFileStore(directory, database);
  return {
    files,
    media: createMediaStore(database, files),
    async [Symbol.asyncDispose]() {
      database.close();
      await Deno.remove(directory, { recursive: true });
    },
  };
}

Deno.test("find() finds a photo by the id of each of its sizes", async () => {
  await using store = await openTestMedia();
  const photo = await store.media.create("photo", {
    bytes: await plainPng(400, 200, RED),
  });
  store.media.record(photo);
  assertEquals(photo.files.length, 3);
  for (const file of photo.files) {
    assertEquals(store.media.find(file.id), photo.media);
  }
  assertEquals(store.media.find("no-such-id"), undefined);
});

Deno.test("create() detects the type of a picture from its bytes, and trusts the sender for other files", async () => {
  await using store = await openTestMedia();
  const typeOf = async (bytes: Uint8Array, contentType?: string) => {
    const { media } = await store.media.create("document", {
      bytes,
      contentType,
    });
    return "document" in media ? media.document.mime_type : undefined;
  };
  const text = new TextEncoder().encode("<html>");
  const png = await plainPng(3, 3, RED);
  assertEquals(await typeOf(png, "application/pdf"), "image/png");
  assertEquals(await typeOf(text, "Text/HTML; charset=utf-8"), "text/html");
  assertEquals(await typeOf(text, "nonsense"), "application/octet-stream");
  assertEquals(await typeOf(text), "application/octet-stream");
});

Deno.test("create() gives a document its name and size, and a thumbnail if it is a picture", async () => {
  await using store = await openTestMedia();
  const bytes = await plainPng(640, 480, RED);
  const { media, files } = await store.media.create("document", {
    bytes,
    fileName: `${"ä".repeat(300)}.PNG`,
  });
  const document = "document" in media ? media.document : undefined;
  assertEquals(document?.file_size, bytes.length);
  assertEquals(document?.file_name?.length, 255);
  assertEquals(document?.thumbnail?.width, 320);
  assertEquals(files.map(({ path }) => path.split("/")[0]), [
    "documents",
    "thumbnails",
  ]);
});

Deno.test("create() uses only a plain extension of the file name in the path", async () => {
  await using store = await openTestMedia();
  const endings = [];
  for (
    const fileName of ["a.TXT", "../../x", "a.p/hp", "a.b c", "tar.gz", ""]
  ) {
    const { files } = await store.media.create("document", {
      bytes: new Uint8Array(1),
      fileName,
    });
    endings.push(files[0]?.path.replace(/^documents\/[\w-]+/, ""));
  }
  assertEquals(endings, [".txt", "", "", "", ".gz", ""]);
});
