import { assertEquals } from "@std/assert";
import { openTemporaryBackend } from "../../../lab/backend/temporary_backend.ts";
import { silentLogger } from "../../../shared/service/logging.ts";
import type { Polybot } from "../../polybot.ts";
import { closeAlbum } from "./close_album.ts";

const DUE = {
  kind: "album-due",
  chatId: "5",
  mediaGroupId: "m",
  messageId: 1,
} as const;

/** Creates a polybot whose Bot API reports the number of undelivered updates, and the seconds since a delivery failed. */
const withPending = (
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

/** Opens a backend with an album that has the given number of photos. */
async function openAlbum(photos: number) {
  const temporary = await openTemporaryBackend();
  const { albums } = temporary.backend;
  await albums.put("5/m", {
    photos: Array.from({ length: photos }, (_, index) => ({
      messageId: index + 1,
      fileId: `file-${index + 1}`,
      isDocument: false,
      addedAt: 0,
    })),
    inHand: [],
    answered: [],
  });
  return temporary;
}

Deno.test("closeAlbum() waits again when the due message is late", async () => {
  await using temporary = await openAlbum(2);
  const { updates, results } = temporary.backend;
  const polybot = withPending(temporary.backend, 0, 0);
  await closeAlbum(polybot, { ...DUE, dueAt: Date.now() - 10_000 });
  assertEquals((await results.depth()).delayed, 1);
  assertEquals((await updates.depth()).visible, 0);

  const again = await results.receive({ wait: 20 });
  assertEquals(JSON.parse(again?.body ?? ""), DUE);
  await closeAlbum(polybot, DUE);
  assertEquals((await updates.depth()).visible, 1);
});

Deno.test("closeAlbum() waits a limited number of times while Telegram cannot deliver updates", async () => {
  await using temporary = await openAlbum(2);
  const { updates, results } = temporary.backend;
  const polybot = withPending(temporary.backend, 3, 2);
  await closeAlbum(polybot, DUE);
  const again = await results.receive({ wait: 20 });
  assertEquals(JSON.parse(again?.body ?? ""), { ...DUE, waits: 1 });
  assertEquals((await updates.depth()).visible, 0);
  await closeAlbum(polybot, { ...DUE, waits: 6 });
  assertEquals((await updates.depth()).visible, 1);
});

/** Asserts that an album waits exactly `most` times. */
async function assertWaits(
  most: number,
  { photos, pending }: { photos: number; pending: number },
) {
  await using temporary = await openAlbum(photos);
  const { updates, results } = temporary.backend;
  const polybot = withPending(temporary.backend, pending, 3600);
  await closeAlbum(polybot, { ...DUE, waits: most - 1 });
  assertEquals((await results.depth()).delayed, 1);
  assertEquals((await updates.depth()).visible, 0);
  await closeAlbum(polybot, { ...DUE, waits: most });
  assertEquals((await updates.depth()).visible, 1);
}

Deno.test("closeAlbum() waits twice while updates are on their way", async () => {
  await assertWaits(2, { photos: 2, pending: 3 });
});

Deno.test("closeAlbum() waits six times for the second photo of an album", async () => {
  await assertWaits(6, { photos: 1, pending: 0 });
});

Deno.test("closeAlbum() closes an album at once when no updates are undelivered", async () => {
  await using temporary = await openAlbum(2);
  await closeAlbum(withPending(temporary.backend, 0, 2), DUE);
  assertEquals((await temporary.backend.updates.depth()).visible, 1);
});
