import { assert, assertEquals, assertRejects } from "@std/assert";
import { TryLaterError } from "../shared/consumer.ts";
import { answerOnce } from "./answers.ts";
import { openTemporaryBackend } from "../shared/testing/temporary_backend.ts";

Deno.test("answerOnce() sends the first time and never again", async () => {
  await using temporary = await openTemporaryBackend();
  const { answers } = temporary.backend;
  let sent = 0;
  const send = () => Promise.resolve(sent++);
  assertEquals(await answerOnce(answers, "update/1", send), true);
  assertEquals(await answerOnce(answers, "update/1", send), false);
  assertEquals(await answerOnce(answers, "update/2", send), true);
  assertEquals(sent, 2);
});

Deno.test("answerOnce() lets a failed answer be tried again at once", async () => {
  await using temporary = await openTemporaryBackend();
  const { answers } = temporary.backend;
  await assertRejects(
    () => answerOnce(answers, "a", () => Promise.reject(new Error("refused"))),
    Error,
    "refused",
  );
  assertEquals(await answerOnce(answers, "a", () => Promise.resolve()), true);
});

Deno.test("answerOnce() lets only one of two at the same time send", async () => {
  await using temporary = await openTemporaryBackend();
  const { answers } = temporary.backend;
  const { promise: sending, resolve: finish } = Promise.withResolvers<void>();
  const first = answerOnce(answers, "a", () => sending);
  const error = await assertRejects(
    () => answerOnce(answers, "a", () => Promise.reject(new Error("sent"))),
    TryLaterError,
  );
  assert(error.seconds >= 1);
  finish();
  assertEquals(await first, true);
  assertEquals(await answerOnce(answers, "a", () => sending), false);
});

Deno.test("answerOnce() takes over the claim of a process that died", async () => {
  await using temporary = await openTemporaryBackend();
  const { answers } = temporary.backend;
  await answers.put("a", { state: "claimed", until: Date.now() - 1 });
  assertEquals(await answerOnce(answers, "a", () => Promise.resolve()), true);
});
