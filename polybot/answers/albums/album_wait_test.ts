import { assertEquals } from "@std/assert";
import { type DueAlbum, reasonToWait, type WaitReason } from "./album_wait.ts";

const COMPLETE: DueAlbum = { lateBy: 0, photos: 2, waits: 0, pending: "none" };

const CASES: [string, Partial<DueAlbum>, WaitReason | undefined][] = [
  ["is answered when nothing is missing", {}, undefined],
  ["is answered when its message is at most a second late", {
    lateBy: 1_000,
  }, undefined],
  ["waits when its message is late", { lateBy: 1_001 }, "late"],
  ["waits when its message is late, even after many waits", {
    lateBy: 10_000,
    waits: 99,
  }, "late"],
  ["waits for its second photo", { photos: 1 }, "single photo"],
  ["waits for its second photo up to six times", {
    photos: 1,
    waits: 5,
  }, "single photo"],
  ["is answered with one photo after six waits", {
    photos: 1,
    waits: 6,
  }, undefined],
  ["waits for photos that were never stored", { photos: 0 }, "single photo"],
  ["waits for updates that Telegram could not deliver", {
    pending: "failed",
  }, "undelivered updates"],
  ["waits for undelivered updates up to six times", {
    pending: "failed",
    waits: 5,
  }, "undelivered updates"],
  ["is answered without undelivered updates after six waits", {
    pending: "failed",
    waits: 6,
  }, undefined],
  ["waits for updates on their way", {
    pending: "on their way",
  }, "updates on their way"],
  ["waits for updates on their way up to twice", {
    pending: "on their way",
    waits: 1,
  }, "updates on their way"],
  ["is answered without updates on their way after two waits", {
    pending: "on their way",
    waits: 2,
  }, undefined],
];

for (const [name, due, expected] of CASES) {
  Deno.test(`an album ${name}`, () => {
    assertEquals(reasonToWait({ ...COMPLETE, ...due }), expected);
  });
}
