/**
 * What the key of an object looks like, in every store.
 *
 * @module
 */

const MAX_KEY = 512;
const KEY = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;

/** @throws {RangeError} when `key` is no relative path of letters, digits, `.`, `_`, `-` */
export function checkKey(key: string) {
  if (key.length <= MAX_KEY && KEY.test(key)) return;
  throw new RangeError(
    `Cannot use the object as its key must be a relative path of letters, digits, '.', '_', '-', of at most ${MAX_KEY} characters: current value is '${key}'`,
  );
}
