/**
 * JSON logs, one object a line, with the ids that let one photo be followed
 * through both services.
 *
 * @module
 */
import { renameSync, statSync } from "node:fs";
import pino from "pino";
import { z } from "zod";

export type Logger = pino.Logger;

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = typeof LOG_LEVELS[number];

/** How much is logged, as every service is told. */
export const LOG_SETTINGS = {
  LOG_LEVEL: z.enum(LOG_LEVELS, {
    error: `must be one of ${LOG_LEVELS.join(", ")}`,
  }).default("info"),
};

/** Bytes; a longer log file is put aside when a process starts with it. */
const LONG_LOG = 20 * 1024 * 1024;

/**
 * A logger that writes lines as soon as they are logged, so that a killed
 * process loses none.
 *
 * A file that has grown beyond {@linkcode LONG_LOG} is renamed to `<file>.1`,
 * in place of an older one. What is logged as an error goes to standard error
 * too where the log is a file.
 */
export function createLogger(
  options: {
    level: LogLevel;
    /** A file's path, or 1 for standard output. */
    destination: string | 1;
  },
): Logger {
  const { level, destination } = options;
  if (destination !== 1) putAsideIfLong(destination);
  const lines = (dest: string | 1 | 2) =>
    pino.destination({ dest, sync: true, mkdir: true });
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: describeError },
      hooks: { streamWrite: withoutToken },
    },
    destination === 1 ? lines(1) : pino.multistream([
      { level, stream: lines(destination) },
      { level: "error", stream: lines(2) },
    ]),
  );
}

function putAsideIfLong(file: string) {
  const info = statSync(file, { throwIfNoEntry: false });
  if (info && info.size > LONG_LOG) renameSync(file, `${file}.1`);
}

/** A logger that says nothing, for tests and one-shot commands. */
export const silentLogger: Logger = pino({ level: "silent" });

/** Bot API addresses carry the token: it goes nowhere, whatever logs it. */
function withoutToken(line: string): string {
  return line.replace(/\bbot\d+(:|%3A)[\w-]+/gi, "bot[secret]")
    .replace(/\d{5,}(:|%3A)[\w-]{30,}/gi, "[secret]");
}

/** What an error says was behind it; grammY keeps it as `error`. */
const causeOf = (error: Error): unknown =>
  error.cause ?? ("error" in error ? error.error : undefined);

/** The errors behind an error, nearest first. */
function causesOf(error: Error): Error[] {
  const causes: Error[] = [];
  let cause = causeOf(error);
  while (cause instanceof Error && !causes.includes(cause)) {
    causes.push(cause);
    cause = causeOf(cause);
  }
  return causes;
}

/** An error as a log line shows it: type, message, stack and causes. */
function describeError(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) {
    return { type: typeof error, message: String(error) };
  }
  const { name, message, stack } = error;
  const causes = causesOf(error).map(({ name, message }) =>
    `${name}: ${message}`
  );
  return {
    type: name,
    message,
    ...(stack ? { stack } : {}),
    ...(causes.length > 0 ? { cause: causes.join("; ") } : {}),
  };
}
