/**
 * A proxy that disturbs requests the way networks and AWS sometimes do.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import { drawFates, type Fate, type Fates, type Faults } from "./faults.ts";
import { checkLoopback } from "../moto/loopback.ts";

export interface FaultProxyOptions {
  readonly seed: number;
  readonly faults: Faults;
  /** Milliseconds after which a silent connection is closed. @default 60_000 */
  readonly silence?: number;
  /** The body of 500 and 503. @default "" */
  readonly body?: string;
  /** Counts that the proxy's fates are added to, where proxies share them. */
  readonly counts?: Record<Fate, number>;
}

export interface FaultProxy extends AsyncDisposable, Omit<Fates, "draw"> {
  readonly address: string;
}

/**
 * Starts a proxy on loopback, in front of the HTTP/1.1 server at `target`.
 * What passes is forwarded byte for byte, so signatures stay valid.
 *
 * Whatever a client sends first, or after an answer, counts as a request:
 * pipelined requests share one fate.
 *
 * @throws {RangeError} when the target is not on this machine
 */
export function startFaultProxy(
  target: string,
  { seed, faults, silence = 60_000, body = "", counts }: FaultProxyOptions,
): FaultProxy {
  checkLoopback(target);
  const { hostname, port } = new URL(target);
  const { draw, ...fates } = drawFates(seed, faults, counts);

  async function relay(client: Deno.TcpConn, ending: AbortController) {
    let server: Deno.TcpConn | undefined;
    let answers: Promise<void> | undefined;
    let fate: Fate = "passed";
    let isNew = true;

    async function relayAnswers(server: Deno.TcpConn) {
      for await (const part of parts(server)) {
        if (fate === "silent") await pause(silence, undefined, ending);
        if (fate !== "passed") break;
        isNew ||= !isContinue(part);
        await writeAll(client, part);
      }
      client.close();
    }

    try {
      for await (const part of parts(client)) {
        if (isNew) {
          isNew = false;
          const drawn = draw();
          fate = drawn.fate;
          await pause(drawn.delay, undefined, ending);
          if (fate === "brokenBefore") break;
          if (fate === "failed") {
            await writeAll(client, failure(drawn.status, body));
            await client.closeWrite();
          }
        }
        // the rest of a request that has been answered
        if (fate === "failed") continue;
        if (!server) {
          server = await Deno.connect({ hostname, port: Number(port) });
          answers = relayAnswers(server).catch(() => {});
        }
        await writeAll(server, part);
      }
    } catch {
      // one side closed the connection
    } finally {
      ending.abort();
      close(client);
      close(server);
      await answers;
    }
  }

  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const relays = new Map<Promise<void>, () => void>();
  const listening = (async () => {
    for await (const client of listener) {
      const ending = new AbortController();
      const relaying = relay(client, ending);
      relays.set(relaying, () => {
        ending.abort();
        close(client);
      });
      relaying.finally(() => relays.delete(relaying));
    }
  })();
  return {
    ...fates,
    address: `http://127.0.0.1:${listener.addr.port}`,
    async [Symbol.asyncDispose]() {
      listener.close();
      await listening;
      relays.forEach((end) => end());
      await Promise.all(relays.keys());
    },
  };
}

/** Reads a connection until it ends. */
async function* parts(connection: Deno.TcpConn) {
  const buffer = new Uint8Array(64 * 1024);
  while (true) {
    const length = await connection.read(buffer);
    if (length === null) return;
    yield buffer.subarray(0, length);
  }
}

async function writeAll(connection: Deno.TcpConn, bytes: Uint8Array) {
  for (let at = 0; at < bytes.length;) {
    at += await connection.write(bytes.subarray(at));
  }
}

function close(connection: Deno.TcpConn | undefined) {
  try {
    connection?.close();
  } catch {
    // it is closed already
  }
}

/** Tells whether an answer is the interim one to "Expect: 100-continue". */
const isContinue = (answer: Uint8Array) =>
  new TextDecoder().decode(answer.subarray(0, 12)) === "HTTP/1.1 100";

function failure(status: number, body: string): Uint8Array {
  const { length } = new TextEncoder().encode(body);
  return new TextEncoder().encode(
    `HTTP/1.1 ${status} Disturbed\r\nconnection: close\r\ncontent-length: ${length}\r\n\r\n${body}`,
  );
}
