/**
 * The part of `@std/assert` that the tests use, over `node:assert`.
 *
 * JSR is not reachable from every machine that runs the tests. Where it is,
 * `"@std/assert": "jsr:@std/assert@1"` in deno.json can replace this module.
 *
 * @module
 */
import assertNode from "node:assert/strict";

// deno-lint-ignore no-explicit-any
type ErrorClass<E extends Error> = new (...args: any[]) => E;

/** Fails unless `value` is truthy. */
export function assert(value: unknown, message?: string): asserts value {
  assertNode.ok(value, message);
}

/** Fails unless `actual` and `expected` are deeply and strictly equal. */
export function assertEquals<T>(actual: T, expected: T, message?: string) {
  assertNode.deepStrictEqual(actual, expected, message);
}

/** Fails if `actual` and `expected` are deeply and strictly equal. */
export function assertNotEquals<T>(actual: T, expected: T, message?: string) {
  assertNode.notDeepStrictEqual(actual, expected, message);
}

/** Fails unless `actual` contains `expected`. */
export function assertStringIncludes(
  actual: string,
  expected: string,
  message?: string,
) {
  assertNode.ok(
    actual.includes(expected),
    message ??
      `Expected ${JSON.stringify(actual)} to contain ${
        JSON.stringify(expected)
      }`,
  );
}

/** Fails unless `actual` matches `expected`. */
export function assertMatch(
  actual: string,
  expected: RegExp,
  message?: string,
) {
  assertNode.match(actual, expected, message);
}

/** Fails unless the two numbers are at most `tolerance` apart. */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance = 1e-7,
  message?: string,
) {
  assertNode.ok(
    Math.abs(actual - expected) <= tolerance,
    message ?? `Expected ${actual} to be within ${tolerance} of ${expected}`,
  );
}

/** Always fails. */
export function fail(message = "Failed"): never {
  assertNode.fail(message);
}

function assertIsError<E extends Error>(
  error: unknown,
  errorClass: ErrorClass<E>,
  messageIncludes?: string,
): E {
  assertNode.ok(
    error instanceof errorClass,
    `Expected ${errorClass.name}, not ${error}`,
  );
  if (messageIncludes !== undefined) {
    assertStringIncludes(error.message, messageIncludes);
  }
  return error;
}

/** Fails unless `fn` throws an `errorClass` whose message has `messageIncludes`. */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  errorClass: ErrorClass<E> = Error as unknown as ErrorClass<E>,
  messageIncludes?: string,
): E {
  let thrown: { error: unknown } | undefined;
  try {
    fn();
  } catch (error) {
    thrown = { error };
  }
  if (!thrown) assertNode.fail(`Expected ${errorClass.name} to be thrown`);
  return assertIsError(thrown.error, errorClass, messageIncludes);
}

/** Fails unless `fn` rejects with an `errorClass` whose message has `messageIncludes`. */
export async function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  errorClass: ErrorClass<E> = Error as unknown as ErrorClass<E>,
  messageIncludes?: string,
): Promise<E> {
  let thrown: { error: unknown } | undefined;
  try {
    await fn();
  } catch (error) {
    thrown = { error };
  }
  if (!thrown) assertNode.fail(`Expected ${errorClass.name} to be thrown`);
  return assertIsError(thrown.error, errorClass, messageIncludes);
}
