import { assertEquals } from "@std/assert";
import { postsOf } from "./posts.js";

const [cat, cup] = ["cat.png", "cup.png"].map((name) => new File([], name));
if (!cat || !cup) throw new Error("There are no files");
const draft = {
  text: "blur",
  files: [cat, cup],
  kind: "photo" as const,
  replyTo: undefined,
};

Deno.test("postsOf() sends photos together in one message", () => {
  assertEquals(postsOf(draft), [
    { text: "blur", kind: "photo", files: [cat, cup] },
  ]);
});

Deno.test("postsOf() sends each file in its own message, with the same text and reply", () => {
  assertEquals(postsOf({ ...draft, kind: "document", replyTo: 7 }), [
    { text: "blur", kind: "document", replyTo: 7, files: [cat] },
    { text: "blur", kind: "document", replyTo: 7, files: [cup] },
  ]);
});

Deno.test("postsOf() sends a text alone, and no empty message", () => {
  assertEquals(postsOf({ ...draft, files: [], kind: "document" }), [
    { text: "blur", kind: "document", files: [] },
  ]);
  assertEquals(postsOf({ ...draft, files: [], text: "" }), []);
});
