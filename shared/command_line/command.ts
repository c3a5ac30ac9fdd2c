/**
 * A program as a command: what it does with what keeps it from starting.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { VERSION } from "../service/version.ts";

export interface Command {
  /** What `--help` prints. */
  readonly help: string;
  /** Errors that the person at the terminal can mend: told in a sentence, without a stack. */
  readonly operatorErrors: readonly (new (...args: never[]) => Error)[];
  /** Starts the service, which then goes on by itself. */
  start(): Promise<void>;
}

/** Runs a command; the process ends with 1 when it cannot start. */
export async function runCommand(command: Command): Promise<void> {
  const { values } = parseArgs({ strict: false });
  if (values["help"]) return console.log(command.help);
  if (values["version"]) return console.log(VERSION);
  await startOrExit(command);
}

/** Starts a command; where it cannot, says why in a sentence and ends the process with 1. */
export async function startOrExit(
  { operatorErrors, start }: Pick<Command, "operatorErrors" | "start">,
): Promise<void> {
  try {
    await start();
  } catch (error) {
    if (!operatorErrors.some((kind) => error instanceof kind)) throw error;
    console.error((error as Error).message);
    Deno.exit(1);
  }
}
