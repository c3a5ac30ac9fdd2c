import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Queue } from "../backend.ts";
import { queuesFor } from "../../lab/processes/queue_process.ts";
import { openTemporaryBackend } from "../../lab/backend/temporary_backend.ts";
import { until } from "../../lab/until.ts";

const GROUPS = 10;
const GROUP_SIZE = 20;
const NUMBERS = Array.from({ length: GROUP_SIZE }, (_, number) => number);

function startProcess(...args: string[]): Deno.ChildProcess {
  const script = fileURLToPath(
    new URL("../../lab/processes/queue_process.ts", import.meta.url),
  );
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--quiet", "--no-check", script, ...args],
    stdout: "piped",
  }).spawn();
}

async function kill(process: Deno.ChildProcess) {
  process.kill("SIGKILL");
  await process.stdout.cancel();
  await process.status;
}

/** Sends twenty updates for each of ten groups, from `0-0` to `9-19`. */
async function sendUpdates(updates: Queue) {
  for (const number of NUMBERS) {
    for (let group = 0; group < GROUPS; group++) {
      const body = `${group}-${number}`;
      await updates.send(body, {
        group: String(group),
        deduplicationId: body,
      });
    }
  }
}

/** Runs two processes that receive all updates, and `during` at the same time. @return the received updates, by group */
async function receiveAll(
  visibilityTimeout: number,
  during: (
    replaceOldest: () => Promise<void>,
    journal: () => string[],
  ) => Promise<void>,
): Promise<string[][]> {
  await using opened = await openTemporaryBackend({
    queues: queuesFor(visibilityTimeout),
  });
  const { backend: { updates }, directory } = opened;
  const file = join(directory, "journal");
  await Deno.writeTextFile(file, "");
  const journal = () => Deno.readTextFileSync(file).split("\n").slice(0, -1);
  const running: Deno.ChildProcess[] = [];
  const start = () => {
    const seconds = String(visibilityTimeout);
    running.push(startProcess("receive", directory, seconds, file));
  };
  const replaceOldest = async () => {
    const victim = running.shift();
    if (victim) await kill(victim);
    start();
  };
  try {
    start();
    start();
    await until(() => journal().length === 2);
    await sendUpdates(updates);
    await during(replaceOldest, journal);
    await until(async () => {
      const { visible, inFlight } = await updates.depth();
      return visible + inFlight === 0;
    });
    assertEquals(await updates.deadLetters(), 0);
    return Array.from(
      { length: GROUPS },
      (_, group) => journal().filter((line) => line.includes(` ${group}-`)),
    );
  } finally {
    for (const process of running) await kill(process);
  }
}

Deno.test("two processes receive each message once, and those of a group in order", async () => {
  const groups = await receiveAll(30, async () => {});
  for (const [group, lines] of groups.entries()) {
    assertEquals(
      lines,
      NUMBERS.flatMap((number) => [
        `begin ${group}-${number}`,
        `end ${group}-${number}`,
      ]),
    );
  }
});

Deno.test("processes that are killed lose no message and keep the order", async () => {
  const groups = await receiveAll(1, async (replaceOldest, journal) => {
    for (let time = 0; time < 4; time++) {
      const before = journal().length;
      await until(() => journal().length > before + 20);
      await replaceOldest();
    }
  });
  for (const lines of groups) {
    const ended = lines.filter((line) => line.startsWith("end "))
      .map((line) => Number(line.split("-")[1]));
    assertEquals([...new Set(ended)], NUMBERS);
  }
});

Deno.test("a message is kept after the process that sent it was killed", async () => {
  await using opened = await openTemporaryBackend({ queues: queuesFor(30) });
  const { backend: { updates }, directory } = opened;
  const process = startProcess("send", directory, "30");
  let printed = "";
  for await (
    const text of process.stdout.pipeThrough(new TextDecoderStream())
  ) {
    printed += text;
    if (printed.length > 500) break;
  }
  process.kill("SIGKILL");
  await process.status;

  const stored = printed.split("\n").slice(0, -1);
  assert(stored.length > 100);
  for (const body of stored) {
    const message = await updates.receive({ wait: 0 });
    assertEquals(message?.body, body);
    if (message) await updates.delete(message);
  }
});
