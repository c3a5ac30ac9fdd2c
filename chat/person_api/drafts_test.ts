import { assert, assertEquals, assertThrows } from "@std/assert";
import { LIMITS } from "../limits.ts";
import type { NewMedia } from "../storage/media.ts";
import { draftsOf } from "./drafts.ts";
import type { PersonForm } from "./form.ts";
import { PersonError } from "./person_error.ts";

const medium = (id: string): NewMedia => ({
  id,
  media: { photo: [] },
  files: [],
});

const drafts = (form: Partial<PersonForm>, ...existing: number[]) =>
  draftsOf(
    { text: "", photos: [], documents: [], ...form },
    LIMITS,
    (id) => existing.includes(id),
  );

const refused = (form: Partial<PersonForm>, words: string) =>
  assertEquals(
    assertThrows(() => drafts(form), PersonError, words).status,
    400,
  );

Deno.test("draftsOf() makes a text with its commands", () => {
  assertEquals(drafts({ text: "/help", replyTo: "3" }, 3), [{
    text: "/help",
    entities: [{ type: "bot_command", offset: 0, length: 5 }],
    replyTo: 3,
  }]);
});

Deno.test("draftsOf() makes an album with the caption on its first photo", () => {
  const photos = ["a", "b", "c"].map(medium);
  const album = drafts({ text: "concat", photos, replyTo: "3" }, 3);
  assertEquals(album.map(({ media }) => media), photos);
  assertEquals(album.map(({ text }) => text), ["concat", undefined, undefined]);
  assertEquals(album.map(({ replyTo }) => replyTo), [3, 3, 3]);
  const [first, ...others] = album.map(({ albumId }) => albumId);
  assert(first !== undefined && others.every((albumId) => albumId === first));
});

Deno.test("draftsOf() makes no album of one photo or one file", () => {
  for (
    const form of [{ photos: [medium("a")] }, { documents: [medium("a")] }]
  ) {
    assertEquals(drafts(form).map(({ albumId }) => albumId), [undefined]);
  }
});

Deno.test("draftsOf() takes 4096 characters of text and 1024 of caption, no more", () => {
  assertEquals(drafts({ text: "🙂".repeat(4096) }).length, 1);
  refused(
    { text: "🙂".repeat(4097) },
    "A message has at most 4096 characters; this one has 4097. Please shorten it.",
  );
  const photos = [medium("a")];
  assertEquals(drafts({ text: "a".repeat(1024), photos }).length, 1);
  refused(
    { text: "a".repeat(10_000), photos },
    "A caption has at most 1024 characters; this one has 10000. Please shorten it.",
  );
});

Deno.test("draftsOf() refuses what is empty or does not go together", () => {
  refused({}, "This message is empty");
  refused(
    { photos: [medium("a")], documents: [medium("b")] },
    "do not fit into one message",
  );
});

Deno.test("draftsOf() refuses a reply to what is not there", () => {
  for (const replyTo of ["99", "-1", "1.5", "abc", "9".repeat(20)]) {
    refused(
      { text: "a", replyTo },
      `There is no message ${replyTo} to reply to`,
    );
  }
});
