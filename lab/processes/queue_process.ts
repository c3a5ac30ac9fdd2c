/**
 * Works on the queues in a shared folder, for tests that kill it.
 *
 * `receive FOLDER SECONDS JOURNAL` receives updates in four slots, and appends
 * the lines `ready`, `begin BODY` and `end BODY` to the journal, which several
 * processes share. SECONDS is the visibility timeout.
 * `send FOLDER SECONDS` sends updates endlessly, and prints each body once it
 * is stored.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Backend } from "../../shared/backend.ts";
import { CONTRACT_QUEUES } from "../backend_contract/mod.ts";
import { openEmbeddedBackend } from "../../shared/embedded/mod.ts";

/** Returns the queues of these processes. A message may be received as often as they are killed. */
export const queuesFor = (visibilityTimeout: number) => ({
  ...CONTRACT_QUEUES,
  updates: { ...CONTRACT_QUEUES.updates, visibilityTimeout, maxReceives: 99 },
});

const append = (journal: string, line: string) =>
  Deno.writeTextFileSync(journal, line + "\n", { append: true });

async function receive({ updates }: Backend, journal: string) {
  while (true) {
    const message = await updates.receive({ wait: 20 });
    if (message === undefined) continue;
    append(journal, `begin ${message.body}`);
    await pause(Math.random() * 4);
    append(journal, `end ${message.body}`);
    await updates.delete(message);
  }
}

async function send({ updates }: Backend) {
  for (let number = 0;; number++) {
    const body = String(number);
    await updates.send(body, { group: "a", deduplicationId: body });
    console.log(body);
  }
}

if (import.meta.main) {
  const [command, folder = "", seconds, journal = ""] = Deno.args;
  const queues = queuesFor(Number(seconds));
  const backend = await openEmbeddedBackend(folder, { queues });
  if (command === "send") await send(backend);
  for (let slot = 0; slot < 4; slot++) receive(backend, journal);
  append(journal, "ready");
}
