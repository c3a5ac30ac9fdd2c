/**
 * JSON logs, one object a line, with the ids that let one photo be followed
 * through both services.
 *
 * @module
 */
import pino from "pino";

export type Logger = pino.Logger;

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = typeof LOG_LEVELS[number];

/** A logger that writes lines as soon as they are logged, so that a killed process loses none. */
export function createLogger(
  options: {
    level: LogLevel;
    /** A file's path, or 1 for standard output. */
    destination: string | 1;
  },
): Logger {
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: describeError },
    },
    pino.destination({ dest: options.destination, sync: true, mkdir: true }),
  );
}

/** A logger that says nothing, for tests and one-shot commands. */
export const silentLogger: Logger = pino({ level: "silent" });

/** Bot API addresses carry the token: it goes nowhere. */
const withoutToken = (text: string) =>
  text.replace(/\bbot\d+:[\w-]+/g, "bot[secret]")
    .replace(/\b\d{5,}:[\w-]{30,}/g, "[secret]");

/** An error as a log line shows it: type, message and stack, without secrets. */
export function describeError(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) {
    return { type: typeof error, message: withoutToken(String(error)) };
  }
  return {
    type: error.name,
    message: withoutToken(error.message),
    ...(error.stack ? { stack: withoutToken(error.stack) } : {}),
    ...(error.cause instanceof Error
      ? { cause: withoutToken(`${error.cause.name}: ${error.cause.message}`) }
      : {}),
  };
}
