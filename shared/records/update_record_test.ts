import { assertEquals, assertRejects } from "@std/assert";
import { RetryLaterError } from "../consumer/mod.ts";
import type { WebhookSetUp } from "../contracts.ts";
import { openTemporaryBackend } from "../../lab/backend/temporary_backend.ts";
import { MAX_UPDATE_ATTEMPTS, updateRecord } from "./update_record.ts";

/** Opens a store of records whose writes are counted. */
async function openStore() {
  const temporary = await openTemporaryBackend();
  const records = { ...temporary.backend.webhooks };
  const { put } = records;
  const store = {
    records,
    writes: 0,
    [Symbol.asyncDispose]: () => temporary[Symbol.asyncDispose](),
  };
  records.put = (...args) => {
    store.writes++;
    return put(...args);
  };
  return store;
}

const append = (letter: string) => (record?: WebhookSetUp) => ({
  fingerprint: (record?.fingerprint ?? "") + letter,
});

Deno.test("updateRecord() keeps all changes that are made at the same time", async () => {
  await using store = await openStore();
  const written = await Promise.all(
    [..."abcde"].map((letter) =>
      updateRecord(store.records, "key", append(letter))
    ),
  );
  const stored = await store.records.get("key");
  assertEquals([...stored?.value.fingerprint ?? ""].sort(), [..."abcde"]);
  assertEquals(
    written.map(({ fingerprint }) => fingerprint.length).sort(),
    [1, 2, 3, 4, 5],
  );
});

Deno.test("updateRecord() writes nothing when the record does not change", async () => {
  await using store = await openStore();
  const same = (record?: WebhookSetUp) => record;
  assertEquals(await updateRecord(store.records, "key", same), undefined);
  await updateRecord(store.records, "key", append("a"));
  const record = await updateRecord(store.records, "key", same);
  assertEquals(record, { fingerprint: "a" });
  assertEquals(store.writes, 1);
});

Deno.test("updateRecord() sets when the record expires", async () => {
  await using store = await openStore();
  const options = { expireAfter: 60_000 };
  await updateRecord(store.records, "key", append("a"), options);
  const { expiresAt } = await store.records.get("key") ?? {};
  const seconds = (Number(expiresAt) - Date.now()) / 1000;
  assertEquals(Math.round(seconds / 10), 6);
});

Deno.test("updateRecord() throws RetryLaterError when other processes change the record at every attempt", async () => {
  await using store = await openStore();
  let attempts = 0;
  store.records.put = () => {
    attempts++;
    return Promise.resolve(undefined);
  };
  await assertRejects(
    () => updateRecord(store.records, "key", append("a")),
    RetryLaterError,
    "other processes keep changing 'key'",
  );
  assertEquals(attempts, MAX_UPDATE_ATTEMPTS);
});
