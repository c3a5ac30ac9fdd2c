/**
 * A process that `onShutdown` ends, for its test. It prints `ready`, then
 * `stop SIGNAL` as often as it is asked to stop; what stopping does is its
 * argument: `ends`, `throws` or `hangs`.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import { createLogger } from "../../shared/service/logging.ts";
import { onShutdown } from "../../shared/service/shutdown.ts";

if (import.meta.main) {
  const [stopping] = Deno.args;
  // As a server does: the process lives until it is told to end.
  setInterval(() => {}, 60_000);
  onShutdown(async (signal) => {
    console.log(`stop ${signal}`);
    await pause(50);
    if (stopping === "throws") throw new Error("the queue is gone");
    if (stopping === "hangs") await new Promise(() => {});
    console.log("end");
  }, createLogger({ level: "info", destination: 1 }));
  console.log("ready");
}
