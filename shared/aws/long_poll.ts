/**
 * A request that waits at the server, and can be ended without losing what
 * the server may have taken for it already.
 *
 * @module
 */

/**
 * How long a request goes on when it is to end, in milliseconds: a message
 * that the server has taken for it is on its way then, and would otherwise
 * stay hidden from all for its whole visibility time-out.
 */
export const GRACE = 300;

/**
 * Runs `request`, and aborts it {@linkcode GRACE} after the first of `ends`
 * aborts.
 *
 * @return what it gives; `undefined` when it was aborted, or not begun as one of `ends` had aborted before
 */
export async function endWithGrace<T>(
  request: (abortSignal: AbortSignal) => Promise<T>,
  ends: readonly AbortSignal[],
): Promise<T | undefined> {
  if (ends.some(({ aborted }) => aborted)) return undefined;
  const aborting = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onEnd = () => {
    timer ??= setTimeout(() => aborting.abort(), GRACE);
  };
  for (const end of ends) end.addEventListener("abort", onEnd);
  try {
    return await request(aborting.signal);
  } catch (error) {
    if (aborting.signal.aborted) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
    for (const end of ends) end.removeEventListener("abort", onEnd);
  }
}
