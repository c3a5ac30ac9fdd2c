import { type Count, countLine, countOf, total } from "./count.ts";
import type { Part } from "./part.ts";

/** Milliseconds between lines that list the parts still running. */
const REMINDER = 60_000;

/** Parts that run at the same time: many mostly wait, and two cores are common. */
const WORKERS = 2;

/** Runs parts in their order, two at a time, and reports each part's start and end. */
export async function runParts(
  parts: readonly Part[],
  print: (line: string) => void = console.log,
): Promise<Count> {
  const start = performance.now();
  const waiting = [...parts];
  const running = new Set<string>();
  const counts: Count[] = [];
  const missing = new Set<string>();

  async function runPart(part: Part) {
    const label = `[${parts.indexOf(part) + 1}/${parts.length}] ${part.name}`;
    const partStart = performance.now();
    print(`${label} …`);
    running.add(part.name);
    const count = await runWithTools(part, (reason) => {
      if (!missing.has(reason)) print(`  ${reason}`);
      missing.add(reason);
    });
    running.delete(part.name);
    counts.push(count);
    print(`${label}: ${countLine(count)} (${secondsSince(partStart)})`);
  }

  async function work() {
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
  await Promise.all(Array.from({ length: WORKERS }, work));
  clearInterval(reminder);
  return total(counts);
}

/** Installs a part's tools and runs it; an error counts as a failure. */
async function runWithTools(
  part: Part,
  onMissing: (reason: string) => void,
): Promise<Count> {
  try {
    for (const { name, ensure } of part.tools) {
      const missing = await ensure();
      if (missing) onMissing(`${name} cannot be installed: ${missing}`);
    }
    return await part.run();
  } catch (error) {
    return countOf(part.name, `${error}`);
  }
}

const secondsSince = (start: number) =>
  `${((performance.now() - start) / 1000).toFixed()} s`;
