/**
 * What `DescribeTargetHealth` says of targets.
 *
 * @module
 */
import { checkLoopback } from "../moto/loopback.ts";

export type TargetState = "initial" | "healthy" | "unhealthy" | "draining";

const DESCRIPTIONS: Readonly<Record<TargetState, string>> = {
  initial: "<State>initial</State><Reason>Elb.RegistrationInProgress</Reason>",
  healthy: "<State>healthy</State>",
  unhealthy:
    "<State>unhealthy</State><Reason>Target.FailedHealthChecks</Reason>",
  draining:
    "<State>draining</State><Reason>Target.DeregistrationInProgress</Reason>",
};

const TARGET =
  /<Id>([^<]*)<\/Id>(?:(?!<Id>)[^])*?<TargetHealth>([^]*?)<\/TargetHealth>/g;

/** moto's answer with the state of each target that `stateOf` knows by its id. */
export const withStates = (
  answer: string,
  stateOf: (id: string) => TargetState | undefined,
): string =>
  answer.replaceAll(TARGET, (whole, id: string, said: string) => {
    const state = stateOf(id);
    return state ? whole.replace(said, DESCRIPTIONS[state]) : whole;
  });

/**
 * Asks moto, several times a second, which targets a group has. There is no
 * client for that here.
 *
 * @return the instances' ids
 * @throws {Error} with the answer, where that is an error
 */
export async function registeredTargets(
  endpoint: string,
  targetGroupArn: string,
): Promise<string[]> {
  checkLoopback(endpoint);
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      // moto reads the service and the region from it, and checks nothing
      authorization:
        "AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/elasticloadbalancing/aws4_request, SignedHeaders=host, Signature=none",
    },
    body: new URLSearchParams({
      Action: "DescribeTargetHealth",
      Version: "2015-12-01",
      TargetGroupArn: targetGroupArn,
    }),
  });
  const text = await response.text();
  if (response.ok) return [...text.matchAll(TARGET)].map(([, id = ""]) => id);
  throw new Error(`Cannot describe targets: ${response.status} ${text}`);
}
