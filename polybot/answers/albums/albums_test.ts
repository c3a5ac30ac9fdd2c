import { assertEquals, assertStringIncludes } from "@std/assert";
import type { AlbumClosing } from "../../../shared/contracts.ts";
import { silentLogger } from "../../../shared/service/logging.ts";
import { createMetrics } from "../../../shared/service/metrics.ts";
import { openTemporaryBackend } from "../../../lab/backend/temporary_backend.ts";
import { addToAlbum, photosOfAlbum } from "./album_photos.ts";
import { answerAlbum } from "./answer_album.ts";
import { closeAlbum } from "./close_album.ts";
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

/** A polybot that writes down which messages it answered. */
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

/** Makes the photos of the album older than the pause that closes it. */
async function age(backend: Polybot["backend"]) {
  const stored = await backend.albums.get("5/m");
  if (!stored) throw new Error("no album");
  const photos = stored.value.photos.map((photo) => ({
    ...photo,
    addedAt: photo.addedAt - 10_000,
  }));
  await backend.albums.put("5/m", { ...stored.value, photos });
}

Deno.test("addToAlbum() twice with one photo keeps it once", async () => {
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

Deno.test("answerAlbum() waits while photos still come, then answers once", async () => {
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

Deno.test("answerAlbum() answers the same photos when the first try died, and then the late one", async () => {
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

Deno.test("answerAlbum() answers an album that came in part with a word", async () => {
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

const DUE = {
  kind: "album-due",
  chatId: "5",
  mediaGroupId: "m",
  messageId: 1,
} as const;

/** What closing needs, where Telegram keeps this many updates since this many seconds. */
const keeping = (
  backend: Polybot["backend"],
  pending_update_count: number,
  seconds: number,
) => ({
  backend,
  log: silentLogger,
  api: {
    getWebhookInfo: () =>
      Promise.resolve({
        pending_update_count,
        last_error_date: Math.floor(Date.now() / 1000) - seconds,
      }),
  } as unknown as Polybot["api"],
});

/** A backend with an album of so many photos. */
async function openAlbum(photos: number) {
  const temporary = await openTemporaryBackend();
  const { albums } = temporary.backend;
  await albums.put("5/m", {
    photos: Array.from({ length: photos }, (_, index) => ({
      ...photo(index + 1),
      addedAt: 0,
    })),
    inHand: [],
    answered: [],
  });
  return temporary;
}

Deno.test("closeAlbum() lets a due message that comes late wait once more", async () => {
  await using temporary = await openAlbum(2);
  const { updates, results } = temporary.backend;
  const polybot = keeping(temporary.backend, 0, 0);
  await closeAlbum(polybot, { ...DUE, dueAt: Date.now() - 10_000 });
  assertEquals((await results.depth()).delayed, 1);
  assertEquals((await updates.depth()).visible, 0);

  const again = await results.receive({ wait: 20 });
  assertEquals(JSON.parse(again?.body ?? ""), DUE);
  await closeAlbum(polybot, DUE);
  assertEquals((await updates.depth()).visible, 1);
});

Deno.test("closeAlbum() waits while Telegram keeps updates, and not for ever", async () => {
  await using temporary = await openAlbum(2);
  const { updates, results } = temporary.backend;
  const polybot = keeping(temporary.backend, 3, 2);
  await closeAlbum(polybot, DUE);
  const again = await results.receive({ wait: 20 });
  assertEquals(JSON.parse(again?.body ?? ""), { ...DUE, waits: 1 });
  assertEquals((await updates.depth()).visible, 0);
  await closeAlbum(polybot, { ...DUE, waits: 6 });
  assertEquals((await updates.depth()).visible, 1);
});

/** Fails unless an album of so many photos waits `most` times, and no more. */
async function assertWaits(
  most: number,
  { photos, pending }: { photos: number; pending: number },
) {
  await using temporary = await openAlbum(photos);
  const { updates, results } = temporary.backend;
  const polybot = keeping(temporary.backend, pending, 3600);
  await closeAlbum(polybot, { ...DUE, waits: most - 1 });
  assertEquals((await results.depth()).delayed, 1);
  assertEquals((await updates.depth()).visible, 0);
  await closeAlbum(polybot, { ...DUE, waits: most });
  assertEquals((await updates.depth()).visible, 1);
}

Deno.test("closeAlbum() waits less long for updates that are on their way, as one may hang", async () => {
  await assertWaits(2, { photos: 2, pending: 3 });
});

Deno.test("closeAlbum() waits for the second photo of an album, which has to come", async () => {
  await assertWaits(6, { photos: 1, pending: 0 });
});

Deno.test("closeAlbum() waits for nothing where nothing is to come", async () => {
  await using temporary = await openAlbum(2);
  await closeAlbum(keeping(temporary.backend, 0, 2), DUE);
  assertEquals((await temporary.backend.updates.depth()).visible, 1);
});
