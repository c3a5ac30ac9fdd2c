import { assertEquals } from "@std/assert";
import { answersIn } from "./answers.ts";

Deno.test("answersIn() takes the pictures of an album for one answer, and knows who sent it", () => {
  const sending = {
    service: "polybot-1",
    begunAt: 1,
    acceptedAt: 2,
    chatId: 5,
    messageIds: [3, 4],
  };
  const answers = answersIn([
    { id: 1, from: "person", text: "hello" },
    { id: 2, from: "bot", text: "a word" },
    { id: 3, from: "bot", photoUrl: "/a", albumId: "album" },
    { id: 4, from: "bot", photoUrl: "/b", albumId: "album" },
    { id: 5, from: "bot", text: "another menu", editOf: 2 },
  ], [sending]);
  assertEquals(
    answers.map(({ events, sending }) => [
      events.map(({ id }) => id),
      sending?.service,
    ]),
    [[[2], undefined], [[3, 4], "polybot-1"]],
  );
});
