/**
 * Returns a function that calls `read` at most once every `seconds`; calls in
 * between share its result, including an error.
 *
 * @param now milliseconds, from a clock that is never set back
 */
export function cacheFor<T>(
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
