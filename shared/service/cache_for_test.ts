import { assertEquals, assertRejects } from "@std/assert";
import { remembered } from "./cache_for.ts";

Deno.test("remembered() reads once for calls within the time, and then anew", async () => {
  let now = 0;
  let reads = 0;
  const get = remembered(2, () => Promise.resolve(++reads), () => now);
  assertEquals(await Promise.all([get(), get()]), [1, 1]);
  now = 1_999;
  assertEquals(await get(), 1);
  now = 2_000;
  assertEquals(await get(), 2);
});

Deno.test("remembered() remembers an error no longer than a value", async () => {
  let now = 0;
  let reads = 0;
  const read = () =>
    ++reads === 1 ? Promise.reject(new Error("down")) : Promise.resolve("up");
  const get = remembered(2, read, () => now);
  await assertRejects(get, Error, "down");
  await assertRejects(get, Error, "down");
  now = 2_000;
  assertEquals(await get(), "up");
});
