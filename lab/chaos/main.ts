/**
 * Kills services and disturbs their network while they work, and counts what
 * was lost or answered twice: what `deno task chaos` runs.
 *
 * @module
 */
import { join } from "node:path";
import {
  type ArgumentsOf,
  EXIT,
  runCommand,
  UsageError,
} from "../../shared/command_line/command.ts";
import { COMMAND, readRequest } from "./arguments.ts";
import { describeResult, isGood } from "./report.ts";
import { runChaos } from "./run.ts";
import { ensurePython } from "../aws/moto/python.ts";
import { ServiceError } from "../aws/local/service_life.ts";

/** The folder of the logs. */
const DIRECTORY = join(".polybot", "chaos");

/** What a shell reports for a program that a signal ended. */
const INTERRUPTED = 130;

async function start(args: ArgumentsOf<typeof COMMAND>): Promise<number> {
  const { out, ...options } = readRequest(args);
  const missing = await ensurePython();
  if (missing) {
    throw new UsageError(
      `Cannot begin as moto cannot be installed: ${missing}. Set POLYBOT_PYTHON to a Python that has it`,
    );
  }
  await Deno.remove(DIRECTORY, { recursive: true }).catch(() => {});
  // an exit takes the services along, a signal would not
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    Deno.addSignalListener(signal, () => Deno.exit(INTERRUPTED));
  }
  const result = await runChaos({
    ...options,
    directory: DIRECTORY,
    say: (sentence) => console.error(sentence),
  });
  console.log(`\n${describeResult(result, options)}`);
  if (out) {
    const json = JSON.stringify({ ...options, ...result }, null, 2);
    await Deno.writeTextFile(out, `${json}\n`);
  }
  return isGood(result) ? EXIT.ok : EXIT.failed;
}

if (import.meta.main) {
  await runCommand(COMMAND, {
    operatorErrors: [UsageError, ServiceError],
    run: start,
  });
}
