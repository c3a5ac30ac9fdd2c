/**
 * Runs a load balancer on this machine, instead of AWS's Application Load
 * Balancer.
 *
 * @module
 */
import { Hono } from "hono";
import { forward, isHealthy, readBody } from "./target.ts";

/** State of a target, as `DescribeTargetHealth` names it. */
export type TargetState = "initial" | "healthy" | "unhealthy" | "draining";

/** Finds the addresses of the targets by their ids. */
export type FindTargets = () => Promise<ReadonlyMap<string, string>>;

export interface BalancerOptions {
  /** Milliseconds between two rounds of health checks. @default 1000 */
  readonly interval?: number;
  /** Milliseconds a health check may take. @default 1000 */
  readonly timeout?: number;
  /** Health checks with the same outcome that change a target's state. @default 1 */
  readonly threshold?: number;
  /**
   * Treats failing targets as AWS does: a request goes to one target only,
   * and to an unhealthy one if none is healthy. @default false
   */
  readonly isStrict?: boolean;
}

export interface Balancer extends AsyncDisposable {
  readonly address: string;
  /** Returns the state of a target. */
  stateOf(id: string): TargetState | undefined;
  /** Returns the addresses of the healthy targets. */
  healthy(): string[];
  /** Finds the targets again: adds new ones, and drains and removes others. */
  refresh(): Promise<void>;
  /** Checks the health of all targets now. */
  check(): Promise<void>;
}

interface Target {
  readonly address: string;
  state: TargetState;
  wasHealthy: boolean;
  /** Checks in a row with the same outcome. */
  streak: number;
  /** Requests in flight. */
  open: number;
}

/**
 * Starts a balancer on loopback, in front of HTTP servers at fixed addresses
 * or those that `targets` finds before each round of health checks. The promise
 * resolves after the first round.
 *
 * Requests go to the healthy targets in turn. A request goes to a second target
 * only if the first was unreachable, so nothing is handled twice. The answer is
 * 503 if there is no target, and 502 if the target breaks the connection.
 */
export async function startBalancer(
  targets: readonly string[] | FindTargets,
  { interval = 1000, timeout = 1000, threshold = 1, isStrict = false }:
    BalancerOptions = {},
): Promise<Balancer> {
  const targetsById = new Map<string, Target>();
  const stopping = new AbortController();
  const findTargets = typeof targets === "function"
    ? targets
    : () => Promise.resolve(new Map(targets.map((each) => [each, each])));

  async function refresh() {
    const found = await findTargets();
    for (const [id, address] of found) {
      const target = targetsById.get(id);
      if (target && target.state !== "draining") continue;
      const state = "initial";
      targetsById.set(id, {
        address,
        state,
        wasHealthy: false,
        streak: 0,
        open: 0,
      });
    }
    for (const [id, target] of targetsById) {
      if (found.has(id)) continue;
      target.state = "draining";
      if (target.open === 0) targetsById.delete(id);
    }
  }

  async function checkTarget(target: Target) {
    const { signal } = stopping;
    const healthy = await isHealthy(target.address, signal, timeout);
    target.streak = healthy === target.wasHealthy ? target.streak + 1 : 1;
    target.wasHealthy = healthy;
    if (target.state === "draining" || target.streak < threshold) return;
    target.state = healthy ? "healthy" : "unhealthy";
  }

  async function check() {
    await refresh();
    await Promise.all(Array.from(targetsById.values(), checkTarget));
  }

  let turn = 0;
  function candidates(): Target[] {
    const all = [...targetsById.values()];
    const healthy = all.filter(({ state }) => state === "healthy");
    const usable = isStrict && healthy.length === 0
      ? all.filter(({ state }) => state !== "draining")
      : healthy;
    const first = turn++ % Math.max(usable.length, 1);
    const inTurn = [...usable.slice(first), ...usable.slice(0, first)];
    return isStrict ? inTurn.slice(0, 1) : inTurn;
  }

  const app = new Hono().all("*", async (context) => {
    const { raw } = context.req;
    const body = await readBody(raw);
    for (const target of candidates()) {
      target.open++;
      try {
        return await forward(raw, body, target.address);
      } catch (error) {
        if (!isStrict) target.state = "unhealthy";
        if (isStrict || !wasUnreachable(error)) {
          return context.text(
            `The target broke the connection: ${error}\n`,
            502,
          );
        }
      } finally {
        target.open--;
      }
    }
    return context.text("No target is healthy.\n", 503);
  });

  await check();
  let checking = Promise.resolve();
  const timer = setInterval(() => {
    checking = checking.then(check).catch(() => {});
  }, interval);
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    app.fetch,
  );
  return {
    address: `http://127.0.0.1:${server.addr.port}`,
    stateOf: (id) => targetsById.get(id)?.state,
    healthy: () =>
      [...targetsById.values()].filter(({ state }) => state === "healthy")
        .map(({ address }) => address),
    refresh,
    check,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      stopping.abort();
      await checking;
      await server.shutdown();
    },
  };
}

/** Tells whether there was no connection to send the request on. */
const wasUnreachable = (error: unknown) =>
  error instanceof TypeError &&
  `${error.message} ${error.cause}`.includes("client error (Connect)");
