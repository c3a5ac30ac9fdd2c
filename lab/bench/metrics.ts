/**
 * Reads the metrics of a service.
 *
 * @module
 */

export interface ServiceMetrics {
  /** Returns how many messages of a queue were handled. */
  done(queue: string): number;
  /** Average milliseconds of each stage. */
  readonly stages: Readonly<Record<string, number>>;
  /** Resident memory in bytes. */
  readonly memory: number;
}

/** Reads `GET /metrics` of the service at `address`. */
export async function readMetrics(address: string): Promise<ServiceMetrics> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const number = (name: string) => {
    const line = text.split("\n").find((line) => line.startsWith(`${name} `));
    return Number(line?.slice(name.length) ?? 0);
  };
  const names = text.matchAll(
    /polybot_stage_seconds_sum\{(.*stage="(\w+)")\}/g,
  );
  const stages = Object.fromEntries(
    Array.from(names, ([, labels, stage = ""]) => {
      const sum = number(`polybot_stage_seconds_sum{${labels}}`);
      const count = number(`polybot_stage_seconds_count{${labels}}`);
      return [stage, sum / count * 1000];
    }),
  );
  return {
    done: (queue) =>
      number(`polybot_jobs_total{queue="${queue}",outcome="done"}`),
    stages,
    memory: number("process_resident_memory_bytes"),
  };
}
