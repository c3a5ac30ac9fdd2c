/**
 * What a load balancer does with one target: looks whether it is well, and
 * passes requests on to it.
 *
 * @module
 */
import { proxy } from "hono/proxy";

/** Whether a target answers `/health` with success, within so many milliseconds. */
export async function isWell(
  address: string,
  signal: AbortSignal,
  patience: number,
): Promise<boolean> {
  try {
    const response = await fetch(`${address}/health`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** A request's body, so that it can be passed on more than once. */
export const readBody = async (request: Request) =>
  request.body ? await request.bytes() : null;

/**
 * Passes a request on, with the body that was read from it.
 *
 * @throws {TypeError} when the target cannot be reached, or breaks off
 */
export function passOn(
  { url, method, headers }: Request,
  body: Uint8Array<ArrayBuffer> | null,
  target: string,
): Promise<Response> {
  const { pathname, search } = new URL(url);
  const address = target + pathname + search;
  const request = new Request(address, { method, headers, body });
  return proxy(address, { raw: request, redirect: "manual" });
}
