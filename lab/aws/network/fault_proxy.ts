/**
 * A proxy that disturbs what goes through it, as networks and AWS do at times.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import { drawFates, type Fate, type Faults } from "./faults.ts";
import { checkLoopback } from "../moto/loopback.ts";

export interface FaultProxyOptions {
  readonly seed: number;
  readonly faults: Faults;
  /** Milliseconds after which a connection that is silent ends, default a minute. */
  readonly silence?: number;
  /** The body of 500 and 503, default none. */
  readonly body?: string;
}

export interface FaultProxy extends AsyncDisposable {
  readonly address: string;
  /** How many requests met which fate so far. */
  counts(): Record<Fate, number>;
  /** Lets all that comes from now on pass. */
  calm(): void;
  /** Ends the calm. */
  disturb(): void;
}

/**
 * Starts a proxy on loopback, before the HTTP/1.1 server at `target`. What
 * passes goes through byte for byte: a signature stays valid.
 *
 * A request is what a client sends at first or after an answer; so clients
 * that send the next before the answer are not disturbed as they should be.
 *
 * @throws {RangeError} when the target is not on this machine
 */
export function startFaultProxy(
  target: string,
  { seed, faults, silence = 60_000, body = "" }: FaultProxyOptions,
): FaultProxy {
  checkLoopback(target);
  const { hostname, port } = new URL(target);
  const fates = drawFates(seed, faults);

  async function carry(client: Deno.TcpConn, over: AbortController) {
    let server: Deno.TcpConn | undefined;
    let answers: Promise<void> | undefined;
    let fate: Fate = "passed";
    let isNew = true;

    async function carryAnswers(server: Deno.TcpConn) {
      for await (const part of parts(server)) {
        if (fate === "silent") await pause(silence, undefined, over);
        if (fate !== "passed") break;
        isNew ||= !asksForTheRest(part);
        await writeAll(client, part);
      }
      client.close();
    }

    try {
      for await (const part of parts(client)) {
        if (isNew) {
          isNew = false;
          const drawn = fates.draw();
          fate = drawn.fate;
          await pause(drawn.wait, undefined, over);
          if (fate === "brokenBefore") break;
          if (fate === "failed") {
            await writeAll(client, failure(drawn.status, body));
            await client.closeWrite();
          }
        }
        // the rest of a request that is answered already
        if (fate === "failed") continue;
        if (!server) {
          server = await Deno.connect({ hostname, port: Number(port) });
          answers = carryAnswers(server).catch(() => {});
        }
        await writeAll(server, part);
      }
    } catch {
      // one of the two left
    } finally {
      over.abort();
      close(client);
      close(server);
      await answers;
    }
  }

  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const carried = new Map<Promise<void>, () => void>();
  const listening = (async () => {
    for await (const client of listener) {
      const over = new AbortController();
      const carrying = carry(client, over);
      carried.set(carrying, () => {
        over.abort();
        close(client);
      });
      carrying.finally(() => carried.delete(carrying));
    }
  })();
  return {
    address: `http://127.0.0.1:${listener.addr.port}`,
    counts: fates.counts,
    calm: fates.calm,
    disturb: fates.disturb,
    async [Symbol.asyncDispose]() {
      listener.close();
      await listening;
      carried.forEach((end) => end());
      await Promise.all(carried.keys());
    },
  };
}

/** What comes over a connection, until it ends. */
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
    // it is closed
  }
}

/** Whether an answer is the one before the answer: to "Expect: 100-continue". */
const asksForTheRest = (answer: Uint8Array) =>
  new TextDecoder().decode(answer.subarray(0, 12)) === "HTTP/1.1 100";

function failure(status: number, body: string): Uint8Array {
  const { length } = new TextEncoder().encode(body);
  return new TextEncoder().encode(
    `HTTP/1.1 ${status} Disturbed\r\nconnection: close\r\ncontent-length: ${length}\r\n\r\n${body}`,
  );
}
