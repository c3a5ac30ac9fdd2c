/**
 * The arguments of a command.
 *
 * @module
 */
import { parseArgs, type ParseArgsConfig } from "node:util";

/** Arguments that make no sense. The message is a sentence for whoever typed them. */
export class UsageError extends Error {
  override name = "UsageError";
}

/**
 * As `parseArgs` of node:util.
 *
 * @throws {UsageError} when an option is unknown, or lacks its value
 */
export function parseOptions<Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : `${error}`);
  }
}
