/** Maximum characters of a key. */
export const MAX_KEY_LENGTH = 512;

const PATH = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;

/** Tells whether a text is a relative path of letters, digits, `.`, `_`, `-`, without parts that begin with a dot. */
export const isPath = (text: string): boolean => PATH.test(text);

/** Checks a key. @throws {RangeError} when `key` is not a relative path of letters, digits, `.`, `_`, `-` */
export function checkKey(key: string) {
  if (key.length <= MAX_KEY_LENGTH && isPath(key)) return;
  throw new RangeError(
    `Cannot use the object as its key must be a relative path of letters, digits, '.', '_', '-', of at most ${MAX_KEY_LENGTH} characters: current value is '${key}'`,
  );
}
