/**
 * Defines and runs commands: arguments, `--help`, errors and exit codes.
 *
 * @module
 */
import {
  Command,
  CommanderError,
  type OptionValues,
} from "@commander-js/extra-typings";

/** Thrown when arguments are wrong. The message is a sentence for the user of the command. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** Exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/**
 * Returns a command without arguments, to which commander's `.argument()`,
 * `.option()` and `.addHelpText()` add its own.
 *
 * @param name the command as users type it, such as `deno task apply`
 * @example
 * const TIMES = numberOf("--times", "be a number above 0", (n) => n > 0);
 * const COMMAND = createCommand("deno task greet", "Greets somebody.")
 *   .option("--times <n>", "how often", TIMES, 1);
 * await runCommand(COMMAND, {
 *   operatorErrors: [],
 *   run: ({ options }) => greet(options.times),
 * });
 */
export const createCommand = (name: string, description: string) =>
  new Command(name)
    .description(description)
    .helpOption("-h, --help", "show this help")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => console.log(text.trimEnd()),
      // runCommand() prints errors
      outputError: () => {},
      getOutHasColors: () => false,
    })
    .configureHelp({
      commandUsage(command) {
        const positionals = command.registeredArguments.map((argument) => {
          const term = argument.name() + (argument.variadic ? "..." : "");
          return argument.required ? `<${term}>` : `[${term}]`;
        });
        const options = command.createHelp().visibleOptions(command)
          .map(({ flags }) => `[${flags.split(", ").at(-1)}]`);
        return [command.name(), ...positionals, ...options].join(" ");
      },
    });

/**
 * Returns a parser of one option's values, for commander's `.option()`.
 *
 * @param rule the rule, to follow "must", such as `be a number above 0`
 * @param parse returns undefined for a value that breaks the rule
 */
export const valueOf = <T>(
  option: string,
  rule: string,
  parse: (text: string) => T | undefined,
) =>
(text: string): T => {
  const value = parse(text);
  if (value !== undefined) return value;
  throw new UsageError(`${option} must ${rule}: current value is '${text}'`);
};

/** Returns a parser of an option whose values are numbers. */
export const numberOf = (
  option: string,
  rule: string,
  accepts: (value: number) => boolean,
) =>
  valueOf(option, rule, (text) => {
    const value = text.trim() === "" ? NaN : Number(text);
    return accepts(value) ? value : undefined;
  });

/** Arguments of a command, as commander types them. */
export interface Arguments<Positionals, Options> {
  readonly positionals: Positionals;
  readonly options: Options;
}

/** {@linkcode Arguments} of a command that is made with {@linkcode createCommand}. */
export type ArgumentsOf<AnyCommand> = AnyCommand extends
  Command<infer Positionals, infer Options> ? Arguments<Positionals, Options>
  : never;

/**
 * Parses the arguments of a command. `--help` is printed even if other arguments
 * are wrong.
 *
 * @throws {UsageError} when an argument is unknown, missing or wrong
 * @throws {CommanderError} with exit code 0, once `--help` or `--version` is printed
 */
export function parseArguments<
  Positionals extends unknown[],
  Options extends OptionValues,
>(
  command: Command<Positionals, Options>,
  args: readonly string[],
): Arguments<Positionals, Options> {
  try {
    if (args.some((arg) => arg === "--help" || arg === "-h")) command.help();
    command.parse(args, { from: "user" });
    return { positionals: command.processedArgs, options: command.opts() };
  } catch (error) {
    if (!(error instanceof CommanderError) || error.exitCode === 0) throw error;
    const message = error.message
      .replace(/^error: /, "").replace(/\.$/, "").replace("\n", " ");
    throw new UsageError(message.charAt(0).toUpperCase() + message.slice(1));
  }
}

export interface RunOptions<Positionals, Options> {
  /** @default {Deno.args} */
  readonly args?: readonly string[];
  /** Errors that the user of the command can fix: printed as a sentence, without a stack. */
  readonly operatorErrors: readonly (new (...args: never[]) => Error)[];
  /** Does the work. The process exits with the returned code; without one it keeps running. */
  run(args: Arguments<Positionals, Options>): Promise<number | void>;
}

/** Parses the arguments of a command, runs it, and exits with one of {@linkcode EXIT}. */
export async function runCommand<
  Positionals extends unknown[],
  Options extends OptionValues,
>(
  command: Command<Positionals, Options>,
  { args = Deno.args, operatorErrors, run }: RunOptions<Positionals, Options>,
): Promise<void> {
  try {
    const code = await run(parseArguments(command, args));
    if (code !== undefined) Deno.exit(code);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    if (operatorErrors.some((kind) => error instanceof kind)) {
      console.error((error as Error).message);
      Deno.exit(EXIT.failed);
    }
    if (!(error instanceof UsageError)) throw error;
    const usage = command.createHelp().commandUsage(command);
    console.error(
      `${error.message}. See ${command.name()} --help\n\nUsage: ${usage}`,
    );
    Deno.exit(EXIT.usage);
  }
}
