import { assert, assertEquals, assertRejects } from "@std/assert";
import { RetryLaterError } from "../../shared/consumer/mod.ts";
import { silentLogger } from "../../shared/service/logging.ts";
import { answerOnce } from "./answer_once.ts";
import { openTemporaryBackend } from "../../lab/backend/temporary_backend.ts";

/** Opens an empty store of answers. */
async function openAnswers() {
  const temporary = await openTemporaryBackend();
  const { answers } = temporary.backend;
  return {
    options: { answers, log: silentLogger },
    [Symbol.asyncDispose]: () => temporary[Symbol.asyncDispose](),
  };
}

Deno.test("answerOnce() sends an answer only the first time", async () => {
  await using store = await openAnswers();
  const { options } = store;
  let sent = 0;
  const send = () => Promise.resolve(sent++);
  assertEquals(await answerOnce(options, "update/1", send), true);
  assertEquals(await answerOnce(options, "update/1", send), false);
  assertEquals(await answerOnce(options, "update/2", send), true);
  assertEquals(sent, 2);
});

Deno.test("answerOnce() allows an immediate retry of a failed answer", async () => {
  await using store = await openAnswers();
  const { options } = store;
  await assertRejects(
    () => answerOnce(options, "a", () => Promise.reject(new Error("refused"))),
    Error,
    "refused",
  );
  assertEquals(await answerOnce(options, "a", () => Promise.resolve()), true);
});

Deno.test("answerOnce() sends only once when called twice at the same time", async () => {
  await using store = await openAnswers();
  const { options } = store;
  const { promise: sending, resolve: finish } = Promise.withResolvers<void>();
  const first = answerOnce(options, "a", () => sending);
  const error = await assertRejects(
    () => answerOnce(options, "a", () => Promise.reject(new Error("sent"))),
    RetryLaterError,
  );
  assert(error.seconds >= 1);
  finish();
  assertEquals(await first, true);
  assertEquals(await answerOnce(options, "a", () => sending), false);
});

Deno.test("answerOnce() sends the answer of a process that died", async () => {
  await using store = await openAnswers();
  const { options } = store;
  await options.answers.put("a", { state: "claimed", until: Date.now() - 1 });
  assertEquals(await answerOnce(options, "a", () => Promise.resolve()), true);
});

Deno.test("answerOnce() retries storing that it has answered, and does not send again", async () => {
  await using store = await openAnswers();
  const { options: { answers, log } } = store;
  let failures = 2;
  const options = {
    log,
    answers: {
      ...answers,
      put: (...args: Parameters<typeof answers.put>) => {
        const [, { state }] = args;
        return state === "answered" && failures-- > 0
          ? Promise.reject(new Error("no store"))
          : answers.put(...args);
      },
    },
  };
  let sent = 0;
  const send = () => Promise.resolve(sent++);
  assertEquals(await answerOnce(options, "a", send), true);
  assertEquals(await answerOnce(options, "a", send), false);
  assertEquals([sent, failures], [1, -1]);
});

Deno.test("answerOnce() throws the reason of a failed answer, even if its lease cannot be released", async () => {
  await using store = await openAnswers();
  const { options: { answers, log } } = store;
  const options = { log, answers: { ...answers } };
  const error = await assertRejects(() =>
    answerOnce(options, "a", () => {
      options.answers.get = () => Promise.reject(new Error("no store"));
      return Promise.reject(new RetryLaterError(7, "a flood"));
    }), RetryLaterError);
  assertEquals(error.seconds, 7);
});
