import { assertEquals } from "@std/assert";
import { filesOf, postsOf } from "./posts.js";

const [cat, cup] = ["cat.png", "cup.png"].map((name) => new File([], name));
if (!cat || !cup) throw new Error("There are no files");
const draft = {
  text: "blur",
  files: [cat, cup],
  asFiles: false,
  replyTo: undefined,
};

Deno.test("Photos go together in one message", () => {
  assertEquals(postsOf(draft), [{ text: "blur", photos: [cat, cup] }]);
});

Deno.test("Files go in a message each, with the same text and reply", () => {
  const posts = postsOf({ ...draft, asFiles: true, replyTo: 7 });
  assertEquals(posts, [
    { text: "blur", replyTo: 7, photos: [], document: cat },
    { text: "blur", replyTo: 7, photos: [], document: cup },
  ]);
  assertEquals(posts.flatMap(filesOf), [cat, cup]);
});

Deno.test("Words alone are a message, and nothing is none", () => {
  assertEquals(postsOf({ ...draft, files: [], asFiles: true }), [
    { text: "blur", photos: [] },
  ]);
  assertEquals(postsOf({ ...draft, files: [], text: "" }), []);
});
