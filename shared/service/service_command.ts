/**
 * A service as a command: what both do with their arguments.
 *
 * @module
 */
import { type Command, startOrTell } from "../command_line/command.ts";
import { parseOptions, UsageError } from "../command_line/options.ts";
import { type Check, runChecks } from "./self_check.ts";
import { ARGUMENTS, VERSION } from "./version.ts";

export interface ServiceCommand extends Command {
  /** As `--version` says it. */
  readonly name: string;
  /** What `--self-test` does; loaded for it alone. */
  checks(): Promise<readonly Check[]>;
}

/** What `--help` says of how it is called. */
export const usageOf = (name: string) =>
  `  deno task ${name} [--self-test] [--version] [--help]
  ${name} [--self-test] [--version] [--help]     where it is compiled

  --self-test  tries what it is made of, without any setting, and ends
  --version    says which version it is
  --help       this text`;

/** The one thing that is asked for: the last of the options, or to serve. */
function readOptions(): "serve" | "self-test" | "version" | "help" {
  const { values } = parseOptions({
    args: [...ARGUMENTS],
    options: {
      "self-test": { type: "boolean" },
      version: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return "help";
  if (values.version) return "version";
  return values["self-test"] ? "self-test" : "serve";
}

/**
 * Runs a service: it goes on by itself once it is started. The process ends
 * with 1 when it cannot start or the self-test fails, with 2 when the
 * arguments make no sense.
 */
export async function runService(command: ServiceCommand): Promise<void> {
  const { name, help, checks } = command;
  try {
    switch (readOptions()) {
      case "help":
        return console.log(help);
      case "version":
        return console.log(`${name} ${VERSION}`);
      case "self-test":
        return Deno.exit(await runChecks(await checks(), console.log) ? 0 : 1);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${help}`);
    Deno.exit(2);
  }
  await startOrTell(command);
}
