import { assert, assertEquals } from "@std/assert";
import { sendSteadily } from "./sender.ts";

const never = new AbortController().signal;

Deno.test("sendSteadily() sends each message once, in order, and waits for all", async () => {
  const begun: number[] = [];
  let sent = 0;
  const count = await sendSteadily({
    rate: 10_000,
    count: 300,
    async send(index) {
      begun.push(index);
      await new Promise((resolve) => setTimeout(resolve, 5));
      sent++;
    },
    onError: (error) => assert(false, `${error}`),
    signal: never,
  });
  assertEquals([count, sent], [300, 300]);
  assertEquals(begun, Array.from({ length: 300 }, (_, index) => index));
});

Deno.test("sendSteadily() sends nothing before it is due", async () => {
  const rate = 40;
  const started = performance.now();
  const early: number[] = [];
  await sendSteadily({
    rate,
    count: 10,
    send(index) {
      const due = started + index / rate * 1000;
      if (performance.now() < due) early.push(index);
      return Promise.resolve();
    },
    onError: () => {},
    signal: never,
  });
  assertEquals(early, []);
});

Deno.test("sendSteadily() sends messages together that are due together", async () => {
  let inFlight = 0;
  let most = 0;
  await sendSteadily({
    rate: 10_000,
    count: 2000,
    async send() {
      most = Math.max(most, ++inFlight);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inFlight--;
    },
    onError: () => {},
    signal: never,
  });
  assert(most > 10, `${most} at the same time`);
});

Deno.test("sendSteadily() continues after a failed message, and ends immediately when aborted", async () => {
  const controller = new AbortController();
  const errors: unknown[] = [];
  const count = await sendSteadily({
    rate: 1,
    count: 1000,
    send(index) {
      if (index === 0) return Promise.reject(new Error("no network"));
      controller.abort();
      return Promise.resolve();
    },
    onError: (error) => errors.push(error),
    signal: controller.signal,
  });
  assertEquals(errors, [new Error("no network")]);
  assertEquals(count, 2);
});
