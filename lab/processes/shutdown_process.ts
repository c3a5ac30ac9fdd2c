/**
 * Process for the test of `onShutdown`. Prints `ready`, and `stop SIGNAL` for each
 * signal. The argument chooses the outcome of stopping: `ends`, `throws` or
 * `hangs`.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import { createLogger } from "../../shared/service/logging.ts";
import { onShutdown } from "../../shared/service/shutdown.ts";

if (import.meta.main) {
  const [stopping] = Deno.args;
  // keeps the process alive, like a server
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
