/**
 * A balancer for a target group in moto. (moto alone reports every target as
 * healthy at once.)
 *
 * @module
 */
import { Hono } from "hono";
import { checkLoopback } from "../moto/loopback.ts";
import { startBalancer, type TargetState } from "./balancer.ts";

export interface TargetGroupOptions {
  /** The address of moto. */
  readonly endpoint: string;
  readonly targetGroupArn: string;
  /** Returns the address of an instance. */
  addressOf(instanceId: string): string;
}

export interface TargetGroupBalancer extends AsyncDisposable {
  /** The address that accepts requests. */
  readonly address: string;
  /** The address of AWS's load balancing API: moto's, but with the true health of targets. */
  readonly api: string;
}

/** Settings of health checks: faster than on AWS, to keep tests short. */
const CHECKS = { interval: 250, timeout: 2000, threshold: 2 };

/** Starts the balancer and its API on loopback. */
export async function startTargetGroupBalancer(
  { endpoint, targetGroupArn, addressOf }: TargetGroupOptions,
): Promise<TargetGroupBalancer> {
  checkLoopback(endpoint);
  const balancer = await startBalancer(
    async () => {
      const ids = await registeredTargets(endpoint, targetGroupArn);
      return new Map(ids.map((id) => [id, addressOf(id)]));
    },
    { ...CHECKS, isStrict: true },
  );
  const api = new Hono().all("*", async (context) => {
    const { status, body } = await call(
      endpoint,
      context.req.header(),
      await context.req.text(),
    );
    await balancer.refresh();
    return new Response(withStates(body, balancer.stateOf), {
      status,
      headers: { "content-type": "text/xml" },
    });
  });
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    api.fetch,
  );
  return {
    address: balancer.address,
    api: `http://127.0.0.1:${server.addr.port}`,
    async [Symbol.asyncDispose]() {
      await server.shutdown();
      await balancer[Symbol.asyncDispose]();
    },
  };
}

async function call(
  endpoint: string,
  headers: Record<string, string>,
  body: BodyInit,
) {
  const response = await fetch(endpoint, { method: "POST", headers, body });
  return { status: response.status, body: await response.text() };
}

/** Authorization of calls: moto only reads the service and the region from it. */
export const AUTHORIZATION =
  "AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/elasticloadbalancing/aws4_request, SignedHeaders=host, Signature=none";

/** Returns the ids of the instances that are registered in moto. */
async function registeredTargets(
  endpoint: string,
  TargetGroupArn: string,
): Promise<string[]> {
  const { status, body } = await call(
    endpoint,
    { authorization: AUTHORIZATION },
    new URLSearchParams({
      Action: "DescribeTargetHealth",
      Version: "2015-12-01",
      TargetGroupArn,
    }),
  );
  if (status === 200) {
    return [...body.matchAll(TARGET)].map(([, id = ""]) => id);
  }
  throw new Error(`Cannot describe targets: ${status} ${body}`);
}

const TARGET =
  /<Id>([^<]*)<\/Id>(?:(?!<Id>)[^])*?<TargetHealth>([^]*?)<\/TargetHealth>/g;

const HEALTH: Readonly<Record<TargetState, string>> = {
  initial: "<State>initial</State><Reason>Elb.RegistrationInProgress</Reason>",
  healthy: "<State>healthy</State>",
  unhealthy:
    "<State>unhealthy</State><Reason>Target.FailedHealthChecks</Reason>",
  draining:
    "<State>draining</State><Reason>Target.DeregistrationInProgress</Reason>",
};

/** Puts the true state of each target into moto's answer. */
const withStates = (
  answer: string,
  stateOf: (id: string) => TargetState | undefined,
): string =>
  answer.replaceAll(TARGET, (target, id: string, health: string) => {
    const state = stateOf(id);
    return state ? target.replace(health, HEALTH[state]) : target;
  });
