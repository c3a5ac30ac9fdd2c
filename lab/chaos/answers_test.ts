import { assertEquals } from "@std/assert";
import type { ChatEvent } from "../telegram/person.ts";
import { type AnswerShape, groupAnswers, meets } from "./answers.ts";

const answer = (...events: Partial<ChatEvent>[]) => ({
  events: events.map((event, index) => ({
    id: 100 + index,
    from: "bot" as const,
    replyTo: 7,
    ...event,
  })),
  delivery: undefined,
});
const photo = (width: number, height: number) => ({
  photoUrl: "/a",
  width,
  height,
});

/** Possible answers to one message. */
const ANSWERS = {
  text: answer({ text: "a sentence" }),
  buttons: answer({ text: "choose", buttons: [] }),
  rotated: answer(photo(40, 60)),
  concatenated: answer(photo(120, 40)),
  album: answer(photo(40, 60), photo(40, 60)),
  cat: answer({ photoUrl: "/a", text: "Detected Objects:\nCat: 1" }),
  person: answer({ photoUrl: "/a", text: "Detected Objects:\nPerson: 1" }),
  "to another message": answer({ text: "a sentence", replyTo: 8 }),
};

Deno.test("meets() accepts only the expected kind of answer", () => {
  const meeting = (shape: AnswerShape) =>
    Object.entries(ANSWERS).filter(([, answer]) =>
      meets(answer, { request: "", replyTo: 7, shape })
    ).map(([name]) => name);
  const pictures = (count: number, size: [number, number]) =>
    meeting({ type: "pictures", count, size });
  assertEquals(pictures(1, [40, 60]), ["rotated"]);
  assertEquals(pictures(1, [120, 40]), ["concatenated"]);
  assertEquals(pictures(2, [40, 60]), ["album"]);
  assertEquals(meeting({ type: "detection", object: "cat" }), ["cat"]);
  assertEquals(meeting({ type: "detection", object: "person" }), ["person"]);
  assertEquals(meeting({ type: "text", buttons: true }), ["buttons"]);
  assertEquals(meeting({ type: "text" }), ["text", "buttons"]);
});

Deno.test("meets() accepts a text that contains the expected one", () => {
  const includes = "message number 1 of chaos";
  const shape = { type: "text", includes } as const;
  const isMet = (text: string) =>
    meets(answer({ text: `Your original message: ${text}` }), {
      request: "",
      shape,
    });
  assertEquals(isMet("message number 1 of chaos"), true);
  assertEquals(isMet("message number 11 of chaos"), false);
});

Deno.test("groupAnswers() groups the photos of an album, and adds which bot sent each answer", () => {
  const delivery = {
    service: "polybot-1",
    sentAt: 1,
    acceptedAt: 2,
    chatId: 5,
    messageIds: [3, 4],
  };
  const answers = groupAnswers([
    { id: 1, from: "person", text: "hello" },
    { id: 2, from: "bot", text: "a sentence" },
    { id: 3, from: "bot", photoUrl: "/a", albumId: "album" },
    { id: 4, from: "bot", photoUrl: "/b", albumId: "album" },
    { id: 5, from: "bot", text: "another menu", editOf: 2 },
  ], [delivery]);
  assertEquals(
    answers.map(({ events, delivery }) => [
      events.map(({ id }) => id),
      delivery?.service,
    ]),
    [[[2], undefined], [[3, 4], "polybot-1"]],
  );
});
