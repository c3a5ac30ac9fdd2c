/**
 * Measures how long a service takes from its start until it is ready.
 *
 * @module
 */
import { median } from "../../shared/percentiles.ts";
import type { Service } from "../aws/local/service.ts";

const STARTS = 5;

/** Stops and starts a service several times. @return the median in milliseconds */
export async function benchStart(service: Service): Promise<number> {
  const milliseconds: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    await service.stop();
    const started = performance.now();
    await service.start();
    milliseconds.push(performance.now() - started);
  }
  return median(milliseconds);
}
