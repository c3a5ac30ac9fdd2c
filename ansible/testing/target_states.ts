/**
 * What `DescribeTargetHealth` says of targets.
 *
 * @module
 */

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
