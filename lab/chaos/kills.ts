/**
 * Whom to kill and when, from the seed.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Service } from "../aws/local/service.ts";
import { drawFor } from "./draw.ts";

export interface PlannedKill {
  /** Seconds from the kill before it. */
  readonly after: number;
  /** The place of the victim in the list of services. */
  readonly victim: number;
}

/** Plans kills without end, one `every` so many seconds in the mean. */
export function* planKills(
  seed: number,
  services: number,
  every: number,
): Generator<PlannedKill, never> {
  const draw = drawFor(seed, "kills");
  while (true) {
    const after = every * (0.5 + draw.number());
    yield { after, victim: draw.between(0, services - 1) };
  }
}

/** A process that was killed. */
export interface Kill {
  readonly service: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Milliseconds between two looks whether the victim is up again. */
const LOOK_EVERY = 50;

/** Kills as planned until `signal` aborts; who is down at its time is killed when it is up again. */
export async function killAsPlanned(
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
        await pause(LOOK_EVERY, undefined, { signal });
      }
      if (!service) continue;
      service.kill("SIGKILL");
      onKill({ service: service.name, at: Date.now() });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
