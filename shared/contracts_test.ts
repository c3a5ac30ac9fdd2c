import { assertEquals } from "@std/assert";
import type { z } from "zod";
import {
  Answer,
  IdentifyJob,
  PredictionResult,
  ResultsMessage,
  UpdatesMessage,
} from "./contracts.ts";

const takes = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).success;

Deno.test("a job of two fields is enough", () => {
  const job = { chatId: "-1001234567890", imgName: "a.jpg" };
  assertEquals(IdentifyJob.parse(job), job);
});

Deno.test("a chat's id may be a number or a text of an integer", () => {
  for (const chatId of [123, "123", -1_001_234_567_890, "-1001234567890"]) {
    const job = IdentifyJob.parse({ chatId, imgName: "a.jpg" });
    assertEquals(job.chatId, String(chatId));
  }
  for (
    const chatId of ["", "12a", "1.5", 1.5, "1 ", "1\n", null, true, "--1"]
  ) {
    assertEquals(takes(IdentifyJob, { chatId, imgName: "a.jpg" }), false);
  }
});

Deno.test("a picture's name cannot lead out of the pictures", () => {
  for (const imgName of ["a.jpg", "2026/01/a-b_c.jpg", "A", "0"]) {
    assertEquals(takes(IdentifyJob, { chatId: 1, imgName }), true);
  }
  const wrong = ["", "/a", "../a", "a/../b", "a//b", "a/", ".a", "a b", "ä"];
  for (const imgName of [...wrong, "a\\b", "a?b", "a\n", "x".repeat(201), 5]) {
    assertEquals(takes(IdentifyJob, { chatId: 1, imgName }), false);
  }
});

Deno.test("a job's confidence is from 0 to 1", () => {
  const taken = [0, 0.25, 1, -0.1, 1.1, "0.5"].map((confidence) =>
    takes(IdentifyJob, { chatId: 1, imgName: "a.jpg", confidence })
  );
  assertEquals(taken, [true, true, true, false, false, false]);
});

Deno.test("a field that this version does not know is left out", () => {
  const job = { chatId: "1", imgName: "a.jpg" };
  assertEquals(IdentifyJob.parse({ ...job, colour: "red" }), job);
});

Deno.test("a Telegram update stays as it was received", () => {
  const update = {
    update_id: 1,
    message: { message_id: 2, text: "hello", chat: { id: 3 } },
    something_new: { a: [1] },
  };
  assertEquals<unknown>(UpdatesMessage.parse(update), update);
  for (const value of [{}, { update_id: "1" }, [], null, "hello"]) {
    assertEquals(takes(UpdatesMessage, value), false);
  }
});

Deno.test("the results queue carries predictions and albums that are due", () => {
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
  ) assertEquals(takes(ResultsMessage, message), false);
});

Deno.test("an answer is claimed until a time, or answered", () => {
  assertEquals(takes(Answer, { state: "claimed", until: 5 }), true);
  assertEquals(takes(Answer, { state: "answered" }), true);
  assertEquals(takes(Answer, { state: "claimed" }), false);
  assertEquals(takes(Answer, { state: "lost" }), false);
});
