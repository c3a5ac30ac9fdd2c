/**
 * A load balancer as AWS's Application Load Balancer is to the bots: takes
 * turns between the targets that answer `/health`.
 *
 * @module
 */
import { Hono } from "hono";
import { isWell, passOn, readBody } from "./target.ts";

/** Milliseconds between two looks at a target's health, and the longest that one may take. */
const CHECK_EVERY = 1000;

export interface Balancer extends AsyncDisposable {
  readonly address: string;
  /** The targets that were well when looked at last. */
  healthy(): string[];
  /** Looks at all of them now. */
  look(): Promise<void>;
}

interface Target {
  readonly address: string;
  isHealthy: boolean;
}

/**
 * Starts a balancer on loopback, before the HTTP servers at `addresses`. It
 * has looked at each of them once when the promise resolves.
 *
 * A request goes to the next healthy target, and on to another only where it
 * never reached the first: nothing is handled twice. Where there is none it is
 * answered with 503; where the target breaks off, with 502.
 */
export async function startBalancer(
  addresses: readonly string[],
  { port = 0 } = {},
): Promise<Balancer> {
  const targets: Target[] = addresses.map((address) => ({
    address,
    isHealthy: false,
  }));
  const stopping = new AbortController();
  async function look() {
    await Promise.all(targets.map(async (target) => {
      target.isHealthy = await isWell(
        target.address,
        stopping.signal,
        CHECK_EVERY,
      );
    }));
  }
  await look();
  const timer = setInterval(look, CHECK_EVERY);

  let turn = 0;
  function inTurn(): Target[] {
    const healthy = targets.filter(({ isHealthy }) => isHealthy);
    const first = turn++ % Math.max(healthy.length, 1);
    return [...healthy.slice(first), ...healthy.slice(0, first)];
  }

  const app = new Hono().all("*", async (context) => {
    const { raw } = context.req;
    const body = await readBody(raw);
    for (const target of inTurn()) {
      try {
        return await passOn(raw, body, target.address);
      } catch (error) {
        target.isHealthy = false;
        if (!neverArrived(error)) {
          return context.text("The target broke off.\n", 502);
        }
      }
    }
    return context.text("No target is healthy.\n", 503);
  });
  const server = Deno.serve(
    { hostname: "127.0.0.1", port, onListen() {} },
    app.fetch,
  );
  return {
    address: `http://127.0.0.1:${server.addr.port}`,
    healthy: () =>
      targets.flatMap(({ address, isHealthy }) => isHealthy ? [address] : []),
    look,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      stopping.abort();
      await server.shutdown();
    },
  };
}

/** Whether there was no connection to send the request by. */
const neverArrived = (error: unknown) =>
  error instanceof TypeError &&
  `${error.message} ${error.cause}`.includes("client error (Connect)");
