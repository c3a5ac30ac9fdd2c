import { Option } from "@commander-js/extra-typings";
import {
  createCommand,
  EXIT,
  runCommand,
  type RunOptions,
} from "../command_line/command.ts";
import { type Check, runChecks } from "./self_check.ts";
import { ARGUMENTS, VERSION } from "./version.ts";

export interface ServiceCommand {
  /** The service's name, which `--version` prints. */
  readonly name: string;
  readonly description: string;
  /** Help on the settings and the log. */
  readonly help: string;
  readonly operatorErrors: RunOptions<unknown, unknown>["operatorErrors"];
  /** Loads the checks that `--self-check` runs. */
  checks(): Promise<readonly Check[]>;
  /** Starts the service, which then keeps the process running. */
  start(): Promise<void>;
}

/**
 * Runs a service, which keeps the process running once it is started. The process
 * exits with 1 when it cannot start or the self-check fails, and with 2 when the
 * arguments are wrong.
 */
export async function runService(
  { name, description, help, operatorErrors, checks, start }: ServiceCommand,
): Promise<void> {
  const command = createCommand(`deno task ${name}`, description)
    .option(
      "--self-check",
      "check that everything inside it works, without any settings, and exit",
    )
    // name of the flag in older versions, which deployments still use
    .addOption(new Option("--self-test").hideHelp())
    .version(`${name} ${VERSION}`, "--version", "show the version")
    .addHelpText(
      "after",
      `\nWhen compiled, '${name}' takes the same options.\n\n${help}`,
    );
  await runCommand(command, {
    args: ARGUMENTS,
    operatorErrors,
    async run({ options }) {
      if (!options.selfCheck && !options.selfTest) return await start();
      const passed = await runChecks(await checks(), console.log);
      return passed ? EXIT.ok : EXIT.failed;
    },
  });
}
