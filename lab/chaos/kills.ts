/**
 * Kills services at random times.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Service } from "../aws/local/service.ts";
import { drawFor } from "../random.ts";

/** Seconds since the kill before, and the victim's index in the list of services. */
export interface PlannedKill {
  readonly after: number;
  readonly victim: number;
}

/** Plans an endless series of kills, on average one per `interval` seconds. */
export function* planKills(
  seed: number,
  services: number,
  interval: number,
): Generator<PlannedKill, never> {
  const draw = drawFor(seed, "kills");
  while (true) {
    const after = interval * (0.5 + draw.number());
    yield { after, victim: draw.between(0, services - 1) };
  }
}

export interface Kill {
  readonly service: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Kills as planned until `signal` aborts. A victim that is down is killed once it is ready again. */
export async function killServices(
  services: readonly Service[],
  plan: Iterable<PlannedKill>,
  signal: AbortSignal,
  onKill: (kill: Kill) => void,
): Promise<void> {
  const wait = (ms: number) => pause(ms, undefined, { signal });
  try {
    for (const { after, victim } of plan) {
      await wait(after * 1000);
      const service = services[victim];
      while (service && !service.isReady) await wait(50);
      service?.kill("SIGKILL");
      if (service) onKill({ service: service.name, at: Date.now() });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
