import { type Count, countLine, countOf, total } from "./count.ts";
import type { Part } from "./part.ts";
import type { Queue } from "./plan.ts";

/** Milliseconds between lines that say what is still running. */
const REMINDER = 60_000;

/** Runs queues side by side and reports each part's start and end. */
export async function runQueues(
  queues: readonly Queue[],
  print: (line: string) => void = console.log,
): Promise<Count> {
  const start = performance.now();
  const parts = queues.flatMap((queue) => queue.parts);
  const running = new Set<string>();
  const counts: Count[] = [];

  async function runPart(part: Part) {
    const label = `[${parts.indexOf(part) + 1}/${parts.length}] ${part.name}`;
    const partStart = performance.now();
    print(`${label} …`);
    running.add(part.name);
    const count = await runWithTools(part, print);
    running.delete(part.name);
    counts.push(count);
    print(`${label}: ${countLine(count)} (${secondsSince(partStart)})`);
  }

  async function work(waiting: Part[]) {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      await runPart(part);
    }
  }

  const reminder = setInterval(() => {
    print(
      `  still running after ${secondsSince(start)}: ${
        [...running].join(", ")
      }`,
    );
  }, REMINDER);
  await Promise.all(queues.flatMap(({ parts, workers }) => {
    const waiting = [...parts];
    return Array.from({ length: workers }, () => work(waiting));
  }));
  clearInterval(reminder);
  return total(counts);
}

/** Installs what a part needs and runs it; an error is a failure. */
async function runWithTools(
  part: Part,
  print: (line: string) => void,
): Promise<Count> {
  try {
    for (const { name, ensure } of part.tools) {
      const missing = await ensure();
      if (missing) print(`  ${name} cannot be installed: ${missing}`);
    }
    return await part.run();
  } catch (error) {
    return countOf(part.name, `${error}`);
  }
}

const secondsSince = (start: number) =>
  `${((performance.now() - start) / 1000).toFixed()} s`;
