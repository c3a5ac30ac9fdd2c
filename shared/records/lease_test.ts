import { assert, assertEquals } from "@std/assert";
import { mock } from "node:test";
import { silentLogger } from "../service/logging.ts";
import { openTemporaryBackend } from "../../lab/backend/temporary_backend.ts";
import { claimAnswer } from "./lease.ts";

/** Answers in a store, and a clock that only moves when it is told to. */
async function openScene() {
  const temporary = await openTemporaryBackend();
  const { answers } = temporary.backend;
  mock.timers.enable({ apis: ["setInterval", "Date"], now: Date.now() });
  const options = { answers: { ...answers }, log: silentLogger };
  return {
    options,
    claim: (version: string | null = null) =>
      claimAnswer(options, "a", version),
    /** Milliseconds for which the claim still holds. */
    async left() {
      const stored = await answers.get("a");
      assert(stored?.value.state === "claimed");
      return stored.value.until - Date.now();
    },
    /** Lets time pass, and what begins in it come to its end. */
    async pass(milliseconds: number) {
      mock.timers.tick(milliseconds);
      await new Promise((go) => setTimeout(go, 20));
    },
    async [Symbol.asyncDispose]() {
      mock.timers.reset();
      await temporary[Symbol.asyncDispose]();
    },
  };
}

Deno.test("claimAnswer() gives the claim to one of two", async () => {
  await using scene = await openScene();
  const [first, second] = await Promise.all([scene.claim(), scene.claim()]);
  assertEquals([first, second].filter(Boolean).length, 1);
  await (first ?? second)?.release();
});

Deno.test("a claim is renewed for as long as it is held", async () => {
  await using scene = await openScene();
  const claim = await scene.claim();
  for (let passed = 0; passed < 30_000; passed += 3_000) {
    await scene.pass(3_000);
  }
  assertEquals(await scene.left(), 9_000);
  await claim?.release();
  assert(await scene.left() < 0);
});

Deno.test("a claim is renewed though a renewal that was done seemed to fail", async () => {
  await using scene = await openScene();
  const claim = await scene.claim();
  const { put } = scene.options.answers;
  scene.options.answers.put = async (...args) => {
    await put(...args);
    throw new Error("no answer");
  };
  await scene.pass(3_000);
  scene.options.answers.put = put;
  await scene.pass(3_000);
  assertEquals(await scene.left(), 9_000);
  await claim?.release();
});

Deno.test("a claim whose writing took long is renewed before it counts", async () => {
  await using scene = await openScene();
  const { put } = scene.options.answers;
  scene.options.answers.put = async (...args) => {
    const version = await put(...args);
    mock.timers.tick(8_000);
    scene.options.answers.put = put;
    return version;
  };
  const claim = await scene.claim();
  assertEquals(await scene.left(), 9_000);
  await claim?.release();
});

Deno.test("a claim that was taken over is neither renewed nor released", async () => {
  await using scene = await openScene();
  const { answers } = scene.options;
  const claim = await scene.claim();
  await answers.put("a", { state: "claimed", until: 1 });
  await scene.pass(3_000);
  await claim?.release();
  assertEquals((await answers.get("a"))?.value, { state: "claimed", until: 1 });
});

Deno.test("a claim is renewed while that it is answered cannot be written", async () => {
  await using scene = await openScene();
  const claim = await scene.claim();
  const { put } = scene.options.answers;
  const written = Promise.withResolvers<void>();
  scene.options.answers.put = async (...args) => {
    if (args[1].state === "answered") await written.promise;
    return await put(...args);
  };
  const fulfilling = claim?.fulfil();
  for (let passed = 0; passed < 12_000; passed += 3_000) {
    await scene.pass(3_000);
  }
  assertEquals(await scene.left(), 9_000);
  written.resolve();
  await fulfilling;
  assertEquals((await scene.options.answers.get("a"))?.value.state, "answered");
});
