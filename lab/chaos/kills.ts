/**
 * Kills services at random times.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Service } from "../aws/local/service.ts";
import { drawFor } from "../random.ts";

export interface PlannedKill {
  /** Seconds since the kill before it. */
  readonly after: number;
  /** The victim's index in the list of services. */
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

/** Milliseconds between two checks whether the victim is up again. */
const CHECK_INTERVAL = 50;

/** Kills as planned until `signal` aborts. A victim that is down is killed once it is ready again. */
export async function killServices(
  services: readonly Service[],
  plan: Iterable<PlannedKill>,
  signal: AbortSignal,
  onKill: (kill: Kill) => void,
): Promise<void> {
  try {
    for (const { after, victim } of plan) {
      await pause(after * 1000, undefined, { signal });
      const service = services[victim];
      while (service && !service.isReady) {
        await pause(CHECK_INTERVAL, undefined, { signal });
      }
      if (!service) continue;
      service.kill("SIGKILL");
      onKill({ service: service.name, at: Date.now() });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
