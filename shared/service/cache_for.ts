/**
 * What is asked for more often than it is worth finding out.
 *
 * @module
 */

/**
 * Gives what `read` gave, for `seconds` from the call; calls in that time share
 * it, an error too.
 *
 * @param now milliseconds, from a clock that is never set back
 */
export function remembered<T>(
  seconds: number,
  read: () => Promise<T>,
  now: () => number = () => performance.now(),
): () => Promise<T> {
  let last: { readonly at: number; readonly result: Promise<T> } | undefined;
  return () => {
    if (!last || now() >= last.at + seconds * 1000) {
      last = { at: now(), result: read() };
    }
    return last.result;
  };
}
