import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Message } from "../backend.ts";
import { IdentifyJob } from "../contracts.ts";
import { parseMessage, UnreadableMessageError } from "./parse_message.ts";

const message = (body: string): Message => ({
  id: "1",
  body,
  receiveCount: 1,
  receipt: "1",
});

Deno.test("parseMessage() returns the body as the schema transforms it", () => {
  const job = parseMessage(
    IdentifyJob,
    message('{"chatId": 123, "imgName": "a.jpg"}'),
  );
  assertEquals(job, { chatId: "123", imgName: "a.jpg" });
});

Deno.test("parseMessage() rejects a body that is not JSON", () => {
  for (const body of ["", "hello", '{"chatId": 1']) {
    const error = assertThrows(
      () => parseMessage(IdentifyJob, message(body)),
      UnreadableMessageError,
      "Cannot read the message: its body is not JSON",
    );
    assert(error.cause instanceof SyntaxError);
  }
});

Deno.test("parseMessage() names every field that is wrong", () => {
  const error = assertThrows(
    () =>
      parseMessage(IdentifyJob, message('{"imgName": "../a", "replyTo": "x"}')),
    UnreadableMessageError,
    "Cannot read the message: ",
  );
  for (const field of ["'chatId': ", "'imgName': must be", "'replyTo': "]) {
    assert(error.message.includes(field), error.message);
  }
});
