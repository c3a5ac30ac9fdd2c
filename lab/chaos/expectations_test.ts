import { assertEquals } from "@std/assert";
import type { ChatEvent } from "../telegram/person.ts";
import {
  expectAnswer,
  expectApology,
  type Expectation,
  expectPrediction,
} from "./expectations.ts";
import type { PlainPhoto } from "./pictures.ts";

const photo: PlainPhoto = { colour: "red", width: 60, height: 40 };

const answerOf = (...events: [Said, ...Said[]]) => {
  const all = events.map((event, index): ChatEvent => ({
    id: 100 + index,
    from: "bot",
    replyTo: 7,
    ...event,
  }));
  return { events: all as [ChatEvent, ...ChatEvent[]], sending: undefined };
};
type Said = Partial<ChatEvent>;
const picture = (width: number, height: number): Said => ({
  photoUrl: "/a",
  width,
  height,
});

/** What can come in reply to one message. */
const ANSWERS = {
  word: answerOf({ text: "a word" }),
  buttons: answerOf({ text: "choose", buttons: [] }),
  turned: answerOf(picture(40, 60)),
  joined: answerOf(picture(120, 40)),
  two: answerOf(picture(40, 60), picture(40, 60)),
  cat: answerOf({ photoUrl: "/a", text: "Detected Objects:\nCat: 1" }),
  person: answerOf({ photoUrl: "/a", text: "Detected Objects:\nPerson: 1" }),
  "another message's": answerOf({ text: "a word", replyTo: 8 }),
};

const fitting = (expectation: Expectation) =>
  Object.entries(ANSWERS).filter(([, answer]) => expectation.fits(answer))
    .map(([name]) => name);

Deno.test("each message of a person's is answered by its own kind alone", () => {
  const edit = { kind: "edit", text: "rotate", photo, size: [40, 60] } as const;
  assertEquals(fitting(expectAnswer(edit, 7)), ["turned"]);
  const predict = { kind: "predict", text: "predict", picture: "cat" } as const;
  assertEquals(fitting(expectAnswer(predict, 7)), ["cat"]);
  const joined = {
    kind: "joined",
    text: "concat",
    photos: [photo, photo],
    direction: "horizontal",
    colours: ["red", "red"],
  } as const;
  assertEquals(fitting(expectAnswer(joined, 7)), ["joined"]);
  const album = {
    kind: "album",
    text: "rotate",
    photos: [photo, photo],
    size: [40, 60],
  } as const;
  assertEquals(fitting(expectAnswer(album, 7)), ["two"]);
  const choices = { kind: "choices", photos: [photo] } as const;
  assertEquals(fitting(expectAnswer(choices, 7)), ["buttons"]);
});

Deno.test("a text is answered by words that have it in them", () => {
  const text = { kind: "text", text: "message number 1 of chaos" } as const;
  const { fits } = expectAnswer(text, 7);
  const echo = (text: string) =>
    answerOf({ text: `Your original message: ${text}` });
  assertEquals(fits(echo("message number 1 of chaos")), true);
  assertEquals(fits(echo("message number 11 of chaos")), false);
});

Deno.test("a job is answered by its picture, and poison by a word", () => {
  assertEquals(fitting(expectPrediction("a job", 7, "person")), ["person"]);
  assertEquals(fitting(expectApology("poison", 7)), ["word", "buttons"]);
});
