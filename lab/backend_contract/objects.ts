import { assert, assertEquals, assertRejects } from "@std/assert";
import { type Backend, ObjectNotFoundError } from "../../shared/backend.ts";
import type { ContractTest } from "./contract_types.ts";

/** Registers the tests of an object store's guarantees. */
export function testObjects(test: ContractTest) {
  const keyOf = ({ picturesPrefix }: Backend, name: string) =>
    picturesPrefix + name;

  test("objects.get() returns the bytes that were put", async (opened) => {
    const { objects } = opened.backend;
    const another = (await opened.openAgain()).objects;
    const bytes = crypto.getRandomValues(new Uint8Array(60_000));
    for (const size of [0, 1, bytes.length]) {
      const key = keyOf(opened.backend, `2026/${size}.jpg`);
      await objects.put(key, bytes.subarray(0, size), "image/jpeg");
      assertEquals(
        Uint8Array.from(await another.get(key)),
        bytes.slice(0, size),
      );
    }
  });

  test("objects.put() replaces the whole object", async ({ backend }) => {
    const { objects } = backend;
    const key = keyOf(backend, "a.png");
    await objects.put(key, Uint8Array.of(1, 2, 3), "image/png");
    await objects.put(key, Uint8Array.of(4), "image/png");
    assertEquals(Uint8Array.from(await objects.get(key)), Uint8Array.of(4));
  });

  test("concurrent objects.put() calls leave one of the objects, complete", async ({ backend }) => {
    const { objects } = backend;
    const key = keyOf(backend, "a.png");
    const size = 200_000;
    await Promise.all(
      [1, 2, 3, 4, 5].map((value) =>
        objects.put(key, new Uint8Array(size).fill(value), "image/png")
      ),
    );
    const bytes = await objects.get(key);
    assertEquals(bytes.length, size);
    assert(
      bytes.every((value) => value === bytes[0]),
      "the object is a mixture of two",
    );
  });

  test("objects.get() rejects with an ObjectNotFoundError for an unknown key", async ({ backend }) => {
    const { objects } = backend;
    await objects.put(keyOf(backend, "a/a.png"), Uint8Array.of(1), "image/png");
    for (const name of ["b.png", "a/b.png", "a"]) {
      const key = keyOf(backend, name);
      const error = await assertRejects(
        () => objects.get(key),
        ObjectNotFoundError,
        key,
      );
      assertEquals(error.key, key);
    }
  });

  test("objects.delete() removes the object, and does nothing if there is none", async ({ backend }) => {
    const { objects } = backend;
    const key = keyOf(backend, "a.png");
    await objects.put(key, Uint8Array.of(1), "image/png");
    await objects.delete(key);
    await assertRejects(() => objects.get(key), ObjectNotFoundError);
    await objects.delete(key);
    await objects.delete(keyOf(backend, "nowhere/b.png"));
  });

  test("objects reject a key that is not a plain relative path", async ({ backend }) => {
    const { objects } = backend;
    const names = ["..", "../a", "a/../b", "/a", "a/", "a//b", ".a", "a b"];
    const more = ["ä", "a\\b", "a\0", "a\n", "x".repeat(513)];
    const keys = [...names, ...more].map((name) => keyOf(backend, name));
    for (const key of ["", "..", "/", "/a", ...keys]) {
      await assertRejects(
        () => objects.get(key),
        RangeError,
        "its key must be",
      );
      await assertRejects(() => objects.delete(key), RangeError);
      await assertRejects(
        () => objects.put(key, Uint8Array.of(1), "image/png"),
        RangeError,
      );
    }
  });
}
