import { assertEquals } from "@std/assert";
import type { ChatEvent } from "../telegram/person.ts";
import {
  detectionOf,
  type ExpectedAnswer,
  groupAnswers,
  meets,
} from "./answers.ts";

const answer = (...events: Partial<ChatEvent>[]) =>
  events.map((event) => (
    { id: 100, from: "bot" as const, replyTo: 7, ...event }
  ));
const photo = { photoUrl: "/a", width: 40, height: 60 };

/** Possible answers to one message. */
const ANSWERS = {
  text: answer({ text: "a sentence" }),
  buttons: answer({ text: "choose", buttons: [] }),
  rotated: answer(photo),
  concatenated: answer({ ...photo, width: 120 }),
  album: answer(photo, photo),
  cat: answer({ photoUrl: "/a", text: "Detected Objects:\nCat: 1" }),
  person: answer({ photoUrl: "/a", text: "Detected Objects:\nPerson: 1" }),
  document: answer({ documentUrl: "/a", text: "a sentence" }),
  "to another message": answer({ text: "a sentence", replyTo: 8 }),
};

Deno.test("meets() accepts only the expected kind of answer", () => {
  const meeting = (expected: ExpectedAnswer) =>
    Object.entries(ANSWERS).filter(([, answer]) =>
      meets(answer, { ...expected, request: "", replyTo: 7 })
    ).map(([name]) => name);
  assertEquals(meeting({ photos: 1, size: [40, 60] }), ["rotated"]);
  assertEquals(meeting({ photos: 1, size: [120, 60] }), ["concatenated"]);
  assertEquals(meeting({ photos: 2, size: [40, 60] }), ["album"]);
  assertEquals(meeting(detectionOf("cat")), ["cat"]);
  assertEquals(meeting(detectionOf("person")), ["person"]);
  assertEquals(meeting({ buttons: true }), ["buttons"]);
  assertEquals(meeting({}), ["text", "buttons"]);
});

Deno.test("meets() accepts a text that contains the expected one", () => {
  const text = "message number 1 of chaos";
  const isMet = (repeated: string) =>
    meets(answer({ text: `Your message: ${repeated}` }), { request: "", text });
  assertEquals(isMet("message number 1 of chaos"), true);
  assertEquals(isMet("message number 11 of chaos"), false);
});

Deno.test("groupAnswers() groups the photos of an album, and ignores edits and the user", () => {
  const answers = groupAnswers([
    { id: 1, from: "person", text: "hello" },
    { id: 2, from: "bot", text: "a sentence" },
    { id: 3, from: "bot", photoUrl: "/a", albumId: "album" },
    { id: 4, from: "bot", photoUrl: "/b", albumId: "album" },
    { id: 5, from: "bot", text: "another menu", editOf: 2 },
  ]);
  assertEquals(answers.map((each) => each.map(({ id }) => id)), [[2], [3, 4]]);
});
