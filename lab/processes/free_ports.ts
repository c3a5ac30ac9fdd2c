/**
 * Ports for servers that have to be known before they listen, or to come back
 * to the same address.
 *
 * @module
 */

/** Below the ports that systems give to outgoing connections: one of those could take a port before its server does. */
const FIRST = 20_000;
const LAST = 32_000;

/** Ports of loopback that nobody listens on now, each another. */
export function freePorts(count: number): number[] {
  const listeners = Array.from({ length: count }, listenSomewhere);
  return listeners.map((listener) => {
    using closing = listener;
    return closing.addr.port;
  });
}

/** A port of loopback that nobody listens on now. */
export const freePort = (): number => freePorts(1)[0] ?? 0;

function listenSomewhere(): Deno.TcpListener {
  while (true) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    try {
      return Deno.listen({ hostname: "127.0.0.1", port });
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}
