import { assert, assertEquals, assertRejects } from "@std/assert";
import { mock } from "node:test";
import type { Answer } from "../contracts.ts";
import { RetryLaterError } from "../consumer/mod.ts";
import { silentLogger } from "../service/logging.ts";
import { openTemporaryBackend } from "../../lab/backend/temporary_backend.ts";
import { LEASE_DURATION, type LeaseOptions, withLease } from "./lease.ts";

const RENEWAL = LEASE_DURATION / 3;

/** Opens leases on one record of a store, with a clock that only `pass()` moves. */
async function openTestLeases() {
  const temporary = await openTemporaryBackend();
  const { answers } = temporary.backend;
  mock.timers.enable({ apis: ["setInterval", "Date"], now: Date.now() });
  const records = { ...answers };
  const options: LeaseOptions<Answer> = {
    records,
    key: "a",
    leased: (until) => ({ state: "claimed", until }),
    leasedUntil: (answer) =>
      answer.state === "claimed" ? answer.until : undefined,
    log: silentLogger,
  };
  return {
    answers,
    records,
    options,
    /** Takes the lease and works until `finish()` or `fail()` is called. Returns `undefined` if another process has the lease. */
    async lease() {
      const working = Promise.withResolvers<Answer>();
      const { promise: started, resolve } = Promise.withResolvers<boolean>();
      const done = withLease(options, null, () => {
        resolve(true);
        return working.promise;
      });
      if (!await Promise.race([started, done])) return undefined;
      return {
        async finish() {
          working.resolve({ state: "answered" });
          await done;
        },
        async fail() {
          working.reject(new Error("failed"));
          await assertRejects(() => done, Error, "failed");
        },
      };
    },
    /** Returns the milliseconds for which the lease still holds. */
    async left() {
      const stored = await answers.get("a");
      assert(stored?.value.state === "claimed");
      return stored.value.until - Date.now();
    },
    /** Moves the clock, and gives the timers that fire 20 ms for their work. */
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

Deno.test("withLease() gives the lease to only one of two callers", async () => {
  await using leases = await openTestLeases();
  const [first, second] = await Promise.all([leases.lease(), leases.lease()]);
  assertEquals([first, second].filter(Boolean).length, 1);
  await (first ?? second)?.fail();
});

Deno.test("withLease() renews the lease while the work lasts, and releases it when the work fails", async () => {
  await using leases = await openTestLeases();
  const lease = await leases.lease();
  for (let passed = 0; passed < 30_000; passed += RENEWAL) {
    await leases.pass(RENEWAL);
  }
  assertEquals(await leases.left(), LEASE_DURATION);
  await lease?.fail();
  assert(await leases.left() < 0);
});

Deno.test("withLease() goes on renewing after a renewal that succeeded but seemed to fail", async () => {
  await using leases = await openTestLeases();
  const lease = await leases.lease();
  const { put } = leases.records;
  leases.records.put = async (...args) => {
    await put(...args);
    throw new Error("no answer");
  };
  await leases.pass(RENEWAL);
  leases.records.put = put;
  await leases.pass(RENEWAL);
  assertEquals(await leases.left(), LEASE_DURATION);
  await lease?.fail();
});

Deno.test("withLease() repeats a write of the lease that took long", async () => {
  await using leases = await openTestLeases();
  const { put } = leases.records;
  leases.records.put = async (...args) => {
    const version = await put(...args);
    mock.timers.tick(8_000);
    leases.records.put = put;
    return version;
  };
  const lease = await leases.lease();
  assertEquals(await leases.left(), LEASE_DURATION);
  await lease?.fail();
});

Deno.test("withLease() throws RetryLaterError when every write takes long", async () => {
  await using leases = await openTestLeases();
  const { put } = leases.records;
  let writes = 0;
  leases.records.put = async (...args) => {
    writes++;
    const version = await put(...args);
    mock.timers.tick(8_000);
    return version;
  };
  await assertRejects(
    () => withLease(leases.options, null, () => Promise.reject("not reached")),
    RetryLaterError,
    "too slow to lease 'a'",
  );
  assertEquals(writes, 5);
});

Deno.test("withLease() neither renews nor releases a lease that another process took over", async () => {
  await using leases = await openTestLeases();
  const { answers } = leases;
  const lease = await leases.lease();
  await answers.put("a", { state: "claimed", until: 1 });
  await leases.pass(RENEWAL);
  await lease?.fail();
  assertEquals((await answers.get("a"))?.value, { state: "claimed", until: 1 });
});

Deno.test("withLease() renews the lease while the outcome cannot be written", async () => {
  await using leases = await openTestLeases();
  const lease = await leases.lease();
  const { put } = leases.records;
  const written = Promise.withResolvers<void>();
  leases.records.put = async (...args) => {
    if (args[1].state === "answered") await written.promise;
    return await put(...args);
  };
  const finishing = lease?.finish();
  for (let passed = 0; passed < 12_000; passed += RENEWAL) {
    await leases.pass(RENEWAL);
  }
  assertEquals(await leases.left(), LEASE_DURATION);
  written.resolve();
  await finishing;
  assertEquals((await leases.answers.get("a"))?.value.state, "answered");
});
