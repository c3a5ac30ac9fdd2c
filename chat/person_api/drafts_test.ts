import { assert, assertEquals, assertThrows } from "@std/assert";
import { LIMITS } from "../limits.ts";
import type { MediaKind } from "../media_kinds.ts";
import type { NewMedia } from "../storage/media_store.ts";
import { draftsOf } from "./drafts.ts";
import type { PersonForm } from "./form.ts";
import { PersonError } from "./person_error.ts";

const medium = (id: string): NewMedia => ({
  id,
  media: { photo: [] },
  files: [],
});

/** The text and reply of a form, and its files by field. */
type Form = Partial<Omit<PersonForm, "media"> & Record<MediaKind, NewMedia[]>>;

const drafts = (
  { text = "", photo = [], document = [], replyTo }: Form,
  ...existing: number[]
) =>
  draftsOf(
    { text, replyTo, media: { photo, document } },
    LIMITS,
    (id) => existing.includes(id),
  );

const refused = (form: Form, words: string) =>
  assertEquals(
    assertThrows(() => drafts(form), PersonError, words).status,
    400,
  );

Deno.test("draftsOf() marks the commands in a text", () => {
  assertEquals(drafts({ text: "/help", replyTo: "3" }, 3), [{
    text: "/help",
    entities: [{ type: "bot_command", offset: 0, length: 5 }],
    replyTo: 3,
  }]);
});

Deno.test("draftsOf() puts the caption of an album on its first photo", () => {
  const photo = ["a", "b", "c"].map(medium);
  const album = drafts({ text: "concat", photo, replyTo: "3" }, 3);
  assertEquals(album.map(({ media }) => media), photo);
  assertEquals(album.map(({ text }) => text), ["concat", undefined, undefined]);
  assertEquals(album.map(({ replyTo }) => replyTo), [3, 3, 3]);
  const [first, ...others] = album.map(({ albumId }) => albumId);
  assert(first !== undefined && others.every((albumId) => albumId === first));
});

Deno.test("draftsOf() does not make an album of one photo or one file", () => {
  for (
    const form of [{ photo: [medium("a")] }, { document: [medium("a")] }]
  ) {
    assertEquals(drafts(form).map(({ albumId }) => albumId), [undefined]);
  }
});

Deno.test("draftsOf() accepts at most 4096 characters of text and 1024 of caption", () => {
  assertEquals(drafts({ text: "🙂".repeat(4096) }).length, 1);
  refused(
    { text: "🙂".repeat(4097) },
    "A message has at most 4096 characters; this one has 4097. Please shorten it.",
  );
  const photo = [medium("a")];
  assertEquals(drafts({ text: "a".repeat(1024), photo }).length, 1);
  refused(
    { text: "a".repeat(10_000), photo },
    "A caption has at most 1024 characters; this one has 10000. Please shorten it.",
  );
});

Deno.test("draftsOf() refuses an empty message, and photos together with a file", () => {
  refused({}, "This message is empty");
  refused(
    { photo: [medium("a")], document: [medium("b")] },
    "do not fit into one message",
  );
});

Deno.test("draftsOf() refuses a reply to a message that does not exist", () => {
  for (const replyTo of ["99", "-1", "1.5", "abc", "9".repeat(20)]) {
    refused(
      { text: "a", replyTo },
      `There is no message ${replyTo} to reply to`,
    );
  }
});
