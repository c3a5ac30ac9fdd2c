import { assertEquals, assertStringIncludes } from "@std/assert";
import type { AlbumClosing } from "../../../shared/contracts.ts";
import { silentLogger } from "../../../shared/service/logging.ts";
import { createMetrics } from "../../../shared/service/metrics.ts";
import { openTemporaryBackend } from "../../../lab/backend/temporary_backend.ts";
import { addToAlbum, photosOfAlbum } from "./album_photos.ts";
import { answerAlbum } from "./answer_album.ts";
import type { Photo } from "../../telegram/photos.ts";
import type { Polybot } from "../../polybot.ts";
import { plainPng, RED } from "../../../lab/pictures/plain_pictures.ts";

const ID = { chatId: 5, mediaGroupId: "m" };
const CLOSING: AlbumClosing = {
  kind: "album-closing",
  chatId: "5",
  mediaGroupId: "m",
};
const photo = (messageId: number): Photo => ({
  messageId,
  fileId: `file-${messageId}`,
  isDocument: false,
});

/** Creates a polybot that records which messages it answered. */
function recordingPolybot(backend: Polybot["backend"]) {
  const answered: unknown[] = [];
  const api = {
    sendChatAction: () => Promise.resolve(true),
    sendMessage: (_chat: number, text: string, other: Reply) => {
      answered.push([other.reply_parameters?.message_id, text]);
      return Promise.resolve({});
    },
    sendPhoto: (_chat: number, _file: unknown, other: Reply) => {
      answered.push([other.reply_parameters?.message_id, "photo"]);
      return Promise.resolve({});
    },
  };
  interface Reply {
    reply_parameters?: { message_id: number };
  }
  const polybot: Polybot = {
    api: api as unknown as Polybot["api"],
    backend,
    download: () => plainPng(20, 20, RED),
    log: silentLogger,
    metrics: createMetrics(),
  };
  return { polybot, answered };
}

/** Ages the photos of the album until it is complete. */
async function age(backend: Polybot["backend"]) {
  const stored = await backend.albums.get("5/m");
  if (!stored) throw new Error("no album");
  const photos = stored.value.photos.map((photo) => ({
    ...photo,
    addedAt: photo.addedAt - 10_000,
  }));
  await backend.albums.put("5/m", { ...stored.value, photos });
}

Deno.test("addToAlbum() keeps a photo once that is added twice", async () => {
  await using temporary = await openTemporaryBackend();
  const { backend } = temporary;
  for (const messageId of [12, 11, 12]) {
    await addToAlbum(backend, ID, photo(messageId), "concat");
  }
  const photos = await photosOfAlbum(backend, ID);
  assertEquals(photos.map(({ messageId }) => messageId), [11, 12]);
});

Deno.test("addToAlbum() keeps every photo that several machines add at once", async () => {
  await using temporary = await openTemporaryBackend();
  const { backend } = temporary;
  await Promise.all(
    [1, 2, 3, 4, 5].map((id) => addToAlbum(backend, ID, photo(id), undefined)),
  );
  assertEquals((await photosOfAlbum(backend, ID)).length, 5);
});

Deno.test("answerAlbum() waits while photos arrive, then answers once", async () => {
  await using temporary = await openTemporaryBackend();
  const { backend } = temporary;
  const { polybot, answered } = recordingPolybot(backend);
  await addToAlbum(backend, ID, photo(1), "concat");
  await addToAlbum(backend, ID, photo(2), undefined);
  await answerAlbum(polybot, CLOSING);
  assertEquals(answered, []);
  await age(backend);
  await answerAlbum(polybot, CLOSING);
  await answerAlbum(polybot, CLOSING);
  assertEquals(answered, [[1, "photo"]]);
});

Deno.test("answerAlbum() answers the same photos again after a process died, and later photos after them", async () => {
  await using temporary = await openTemporaryBackend();
  const { backend } = temporary;
  const dying = recordingPolybot(backend);
  await addToAlbum(backend, ID, photo(1), "rotate");
  await age(backend);
  const down: Polybot = {
    ...dying.polybot,
    download: () => Promise.reject(new Error("killed")),
  };
  await answerAlbum(down, CLOSING).catch(() => {});
  await addToAlbum(backend, ID, photo(2), undefined);

  const { polybot, answered } = recordingPolybot(backend);
  await answerAlbum(polybot, CLOSING);
  assertEquals(answered, [[1, "photo"]]);
  await age(backend);
  await answerAlbum(polybot, CLOSING);
  assertEquals(answered, [[1, "photo"], [2, "photo"]]);
});

Deno.test("answerAlbum() explains to the user that an album is incomplete", async () => {
  await using temporary = await openTemporaryBackend();
  const { backend } = temporary;
  const { polybot, answered } = recordingPolybot(backend);
  await addToAlbum(backend, ID, photo(1), "concat");
  await age(backend);
  await answerAlbum(polybot, CLOSING);
  const [[messageId, text] = [], ...more] = answered as [number, string][];
  assertEquals([messageId, more], [1, []]);
  assertStringIncludes(text ?? "", "album");
});
