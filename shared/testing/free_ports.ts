/**
 * Ports for servers that have to be known, or come back, under the same address.
 *
 * @module
 */

/** Ports of loopback that nobody listens on now, each another. */
export function freePorts(count: number): number[] {
  const listeners = Array.from(
    { length: count },
    () => Deno.listen({ hostname: "127.0.0.1", port: 0 }),
  );
  return listeners.map((listener) => {
    using closing = listener;
    return closing.addr.port;
  });
}

/** A port of loopback that nobody listens on now. */
export const freePort = (): number => freePorts(1)[0] ?? 0;
