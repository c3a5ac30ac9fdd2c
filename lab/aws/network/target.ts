/**
 * One target of a load balancer: its health, and requests to it.
 *
 * @module
 */
import { proxy } from "hono/proxy";

/** Tells whether a target answers `/health` with success within `timeout` milliseconds. */
export async function isHealthy(
  address: string,
  signal: AbortSignal,
  timeout: number,
): Promise<boolean> {
  try {
    const response = await fetch(`${address}/health`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** Reads a request's body, so that it can be forwarded more than once. */
export const readBody = async (request: Request) =>
  request.body ? await request.bytes() : null;

/**
 * Forwards a request, with the body that was read from it.
 *
 * @throws {TypeError} when the target is unreachable or breaks the connection
 */
export function forward(
  { url, method, headers }: Request,
  body: Uint8Array<ArrayBuffer> | null,
  target: string,
): Promise<Response> {
  const { pathname, search } = new URL(url);
  const address = target + pathname + search;
  const request = new Request(address, { method, headers, body });
  return proxy(address, { raw: request, redirect: "manual" });
}
