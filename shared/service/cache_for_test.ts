import { assertEquals, assertRejects } from "@std/assert";
import { cacheFor } from "./cache_for.ts";

Deno.test("cacheFor() reads once per period", async () => {
  let now = 0;
  let reads = 0;
  const get = cacheFor(2, () => Promise.resolve(++reads), () => now);
  assertEquals(await Promise.all([get(), get()]), [1, 1]);
  now = 1_999;
  assertEquals(await get(), 1);
  now = 2_000;
  assertEquals(await get(), 2);
});

Deno.test("cacheFor() caches an error as long as a value", async () => {
  let now = 0;
  let reads = 0;
  const read = () =>
    ++reads === 1 ? Promise.reject(new Error("down")) : Promise.resolve("up");
  const get = cacheFor(2, read, () => now);
  await assertRejects(get, Error, "down");
  await assertRejects(get, Error, "down");
  now = 2_000;
  assertEquals(await get(), "up");
});
