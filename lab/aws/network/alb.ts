/**
 * A load balancer that does as AWS's Application Load Balancer: its targets
 * are those that are registered in moto, it looks at their health itself, and
 * `DescribeTargetHealth` says what it saw. (moto alone finds every target
 * healthy at once.)
 *
 * @module
 */
import { Hono } from "hono";
import { isWell, passOn, readBody } from "./target.ts";
import {
  registeredTargets,
  type TargetState,
  withStates,
} from "./target_states.ts";

export interface AlbOptions {
  /** moto. */
  readonly endpoint: string;
  readonly targetGroupArn: string;
  /** Where the machine of an instance's id is. */
  addressOf(instanceId: string): string;
}

export interface Alb extends AsyncDisposable {
  /** Where requests go. */
  readonly address: string;
  /** Where AWS's API of load balancers is, in moto's stead. */
  readonly api: string;
}

/** Milliseconds between two looks at a target; after so many alike, it is healthy or not. */
const INTERVAL = 250;
const THRESHOLD = 2;
/** Milliseconds that a target may take to say whether it is well. */
const PATIENCE = 2000;

interface Target {
  readonly address: string;
  state: TargetState;
  /** How often it was well, or not, in a row. */
  row: number;
  wasWell: boolean;
  /** Requests that it has not answered yet. */
  open: number;
}

/** Starts the balancer and its API, on loopback. */
export async function startAlb(
  { endpoint, targetGroupArn, addressOf }: AlbOptions,
): Promise<Alb> {
  const targets = new Map<string, Target>();
  const stopping = new AbortController();

  /** Takes over what is registered, and forgets what has drained. */
  async function follow() {
    const registered = await registeredTargets(endpoint, targetGroupArn);
    for (const id of registered) {
      if (targets.has(id) && targets.get(id)?.state !== "draining") continue;
      targets.set(id, {
        address: addressOf(id),
        state: "initial",
        row: 0,
        wasWell: false,
        open: 0,
      });
    }
    for (const [id, target] of targets) {
      if (registered.includes(id)) continue;
      target.state = "draining";
      if (target.open === 0) targets.delete(id);
    }
  }

  async function look(target: Target) {
    const well = await isWell(target.address, stopping.signal, PATIENCE);
    target.row = well === target.wasWell ? target.row + 1 : 1;
    target.wasWell = well;
    if (target.state === "draining" || target.row < THRESHOLD) return;
    target.state = well ? "healthy" : "unhealthy";
  }

  let looking: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(async () => {
      await follow();
      await Promise.all([...targets.values()].map(look));
    }).catch(() => {});
  }, INTERVAL);
  await follow();

  let turn = 0;
  function next(): Target | undefined {
    const all = [...targets.values()].filter(({ state }) =>
      state !== "draining"
    );
    const healthy = all.filter(({ state }) => state === "healthy");
    // where none is healthy, it tries all
    const candidates = healthy.length > 0 ? healthy : all;
    return candidates[turn++ % candidates.length];
  }

  const requests = new Hono().all("*", async (context) => {
    const target = next();
    if (!target) return context.text("No target is registered.\n", 503);
    const { raw } = context.req;
    target.open++;
    try {
      return await passOn(raw, await readBody(raw), target.address);
    } catch (error) {
      return context.text(`The target broke off: ${error}\n`, 502);
    } finally {
      target.open--;
    }
  });

  const api = new Hono().all("*", async (context) => {
    const body = await context.req.text();
    const answer = await fetch(endpoint, {
      method: "POST",
      headers: context.req.header(),
      body,
    });
    await follow();
    const text = withStates(
      await answer.text(),
      (id) => targets.get(id)?.state,
    );
    return new Response(text, {
      status: answer.status,
      headers: { "content-type": "text/xml" },
    });
  });

  const serve = (app: Hono) =>
    Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.fetch);
  const servers = [serve(requests), serve(api)] as const;
  const [address, apiAddress] = servers.map(({ addr }) =>
    `http://127.0.0.1:${addr.port}`
  );
  return {
    address: address ?? "",
    api: apiAddress ?? "",
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      stopping.abort();
      await looking;
      await Promise.all(servers.map((server) => server.shutdown()));
    },
  };
}
