/**
 * The log of a service that a person starts at a terminal.
 *
 * @module
 */
import { SettingsError } from "./settings.ts";
import { createLogger, type Logger, type LogLevel } from "./logging.ts";

/**
 * Opens the log in a file of the data folder.
 *
 * @throws {SettingsError} when the file cannot be written
 */
export function openLogFile(destination: string, level: LogLevel): Logger {
  try {
    return createLogger({ level, destination });
  } catch (error) {
    throw new SettingsError(
      `Cannot write '${destination}', choose another POLYBOT_DATA: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}
