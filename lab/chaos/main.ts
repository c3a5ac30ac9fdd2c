/**
 * Entry point of `deno task chaos`: kills services and disturbs their calls
 * while they work, and reports what was lost or answered twice.
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
import { ensurePython } from "../aws/moto/python.ts";
import { ProcessError } from "../processes/running_process.ts";
import { COMMAND, readOptions } from "./options.ts";
import { describeResult, isGood } from "./report.ts";
import { runChaos } from "./run.ts";

/** The folder of the logs. */
const DIRECTORY = join(".polybot", "chaos");

/** Exit code that shells use for an interrupted program. */
const INTERRUPTED = 130;

async function start(args: ArgumentsOf<typeof COMMAND>): Promise<number> {
  const { out, ...options } = readOptions(args);
  const missing = await ensurePython();
  if (missing) {
    throw new UsageError(
      `Cannot start: moto cannot be installed, ${missing}. Set POLYBOT_PYTHON to a Python that has it`,
    );
  }
  await Deno.remove(DIRECTORY, { recursive: true }).catch(() => {});
  // Deno.exit() ends the services too; dying of the signal would not
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    Deno.addSignalListener(signal, () => Deno.exit(INTERRUPTED));
  }
  const report = (sentence: string) => console.error(sentence);
  const result = await runChaos({ ...options, directory: DIRECTORY, report });
  console.log(`\n${describeResult(result, options)}`);
  if (out) {
    const json = JSON.stringify({ ...options, ...result }, null, 2);
    await Deno.writeTextFile(out, `${json}\n`);
  }
  return isGood(result) ? EXIT.ok : EXIT.failed;
}

if (import.meta.main) {
  await runCommand(COMMAND, {
    operatorErrors: [UsageError, ProcessError],
    run: start,
  });
}
