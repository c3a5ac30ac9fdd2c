import { SettingsError } from "./settings.ts";
import { createLogger, type Logger, type LogLevel } from "./logging.ts";

/**
 * Opens the log of a program started at a terminal: a file in the data folder.
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
