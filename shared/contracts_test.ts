import { assertEquals } from "@std/assert";
import type { z } from "zod";
import {
  Answer,
  IdentifyJob,
  PredictionResult,
  ResultsMessage,
  UpdatesMessage,
} from "./contracts.ts";

const accepts = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).success;

Deno.test("a job needs only two fields", () => {
  const job = { chatId: "-1001234567890", imgName: "a.jpg" };
  assertEquals(IdentifyJob.parse(job), job);
});

Deno.test("a chat id may be a number or text", () => {
  for (const chatId of [123, "123", -1_001_234_567_890, "-1001234567890"]) {
    const job = IdentifyJob.parse({ chatId, imgName: "a.jpg" });
    assertEquals(job.chatId, String(chatId));
  }
  for (
    const chatId of ["", "12a", "1.5", 1.5, "1 ", "1\n", null, true, "--1"]
  ) {
    assertEquals(accepts(IdentifyJob, { chatId, imgName: "a.jpg" }), false);
  }
});

Deno.test("a picture's name cannot point outside of the pictures", () => {
  for (const imgName of ["a.jpg", "2026/01/a-b_c.jpg", "A", "0"]) {
    assertEquals(accepts(IdentifyJob, { chatId: 1, imgName }), true);
  }
  const wrong = ["", "/a", "../a", "a/../b", "a//b", "a/", ".a", "a b", "ä"];
  for (const imgName of [...wrong, "a\\b", "a?b", "a\n", "x".repeat(201), 5]) {
    assertEquals(accepts(IdentifyJob, { chatId: 1, imgName }), false);
  }
});

Deno.test("a job's confidence must be from 0 to 1", () => {
  const accepted = [0, 0.25, 1, -0.1, 1.1, "0.5"].map((confidence) =>
    accepts(IdentifyJob, { chatId: 1, imgName: "a.jpg", confidence })
  );
  assertEquals(accepted, [true, true, true, false, false, false]);
});

Deno.test("an unknown field is dropped", () => {
  const job = { chatId: "1", imgName: "a.jpg" };
  assertEquals(IdentifyJob.parse({ ...job, colour: "red" }), job);
});

Deno.test("a Telegram update is kept as received", () => {
  const update = {
    update_id: 1,
    message: { message_id: 2, text: "hello", chat: { id: 3 } },
    something_new: { a: [1] },
  };
  assertEquals<unknown>(UpdatesMessage.parse(update), update);
  for (const value of [{}, { update_id: "1" }, [], null, "hello"]) {
    assertEquals(accepts(UpdatesMessage, value), false);
  }
});

Deno.test("the results queue carries predictions and due albums", () => {
  const prediction: PredictionResult = {
    kind: "prediction",
    predictionId: "a",
    chatId: "1",
    status: "failed",
    reason: "This file is empty.",
  };
  const due = {
    kind: "album-due",
    chatId: "1",
    mediaGroupId: "2",
    messageId: 3,
  };
  for (const message of [prediction, due]) {
    assertEquals<unknown>(ResultsMessage.parse(message), message);
  }
  for (
    const message of [
      { ...prediction, kind: "other" },
      { ...prediction, status: "lost" },
      { kind: "prediction", chatId: "1", status: "succeeded" },
      { ...due, mediaGroupId: undefined },
    ]
  ) assertEquals(accepts(ResultsMessage, message), false);
});

Deno.test("an answer is claimed until a given time, or answered", () => {
  assertEquals(accepts(Answer, { state: "claimed", until: 5 }), true);
  assertEquals(accepts(Answer, { state: "answered" }), true);
  assertEquals(accepts(Answer, { state: "claimed" }), false);
  assertEquals(accepts(Answer, { state: "lost" }), false);
});
