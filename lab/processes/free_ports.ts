/**
 * Finds ports for servers whose address has to be known before they listen, or
 * stay the same after a restart.
 *
 * @module
 */

/** The first and last port. Outgoing connections use higher ports, so they never take a port before its server does. */
const FIRST = 20_000;
const LAST = 32_000;

/** Returns different loopback ports that nothing listens on. */
export function freePorts(count: number): number[] {
  const listeners = Array.from({ length: count }, listenOnRandomPort);
  return listeners.map((listener) => {
    using closing = listener;
    return closing.addr.port;
  });
}

/** Returns a loopback port that nothing listens on. */
export const freePort = (): number => freePorts(1)[0] ?? 0;

function listenOnRandomPort(): Deno.TcpListener {
  while (true) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    try {
      return Deno.listen({ hostname: "127.0.0.1", port });
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}
