/**
 * The command line that both services share.
 *
 * @module
 */
import { type Command, startOrExit } from "../command_line/command.ts";
import { parseOptions, UsageError } from "../command_line/options.ts";
import { type Check, runChecks } from "./self_check.ts";
import { ARGUMENTS, VERSION } from "./version.ts";

export interface ServiceCommand extends Command {
  /** The service's name, which `--version` prints. */
  readonly name: string;
  /** Loads the checks that `--self-check` runs. */
  checks(): Promise<readonly Check[]>;
}

/** Returns the part of a service's help that describes its options. */
export const usageOf = (name: string) =>
  `  deno task ${name} [--self-check] [--version] [--help]
  ${name} [--self-check] [--version] [--help]     when compiled

  --self-check  checks that everything inside it works, without any settings, and exits
  --version     prints the version
  --help        prints this text`;

/** Reads which of its modes the service is to run in. */
function readMode(): "serve" | "self-check" | "version" | "help" {
  const { values } = parseOptions({
    args: [...ARGUMENTS],
    options: {
      "self-check": { type: "boolean" },
      // the name that the flag had in older versions, which deployments still use
      "self-test": { type: "boolean" },
      version: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return "help";
  if (values.version) return "version";
  return values["self-check"] || values["self-test"] ? "self-check" : "serve";
}

/**
 * Runs a service, which keeps running by itself once it is started. The process
 * exits with 1 when it cannot start or the self-check fails, and with 2 when the
 * arguments are wrong.
 */
export async function runService(command: ServiceCommand): Promise<void> {
  const { name, help, checks } = command;
  try {
    switch (readMode()) {
      case "help":
        return console.log(help);
      case "version":
        return console.log(`${name} ${VERSION}`);
      case "self-check":
        return Deno.exit(await runChecks(await checks(), console.log) ? 0 : 1);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${help}`);
    Deno.exit(2);
  }
  await startOrExit(command);
}
