/** A port of loopback that nobody listens on, for a server that has to come back to it. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
