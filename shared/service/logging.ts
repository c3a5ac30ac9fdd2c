import { renameSync, statSync } from "node:fs";
import pino from "pino";
import { z } from "zod";

export type Logger = pino.Logger;

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = typeof LOG_LEVELS[number];

/** The log setting of every program. */
export const LOG_SETTINGS = {
  LOG_LEVEL: z.enum(LOG_LEVELS, {
    error: `must be one of ${LOG_LEVELS.join(", ")}`,
  }).default("info"),
};

/** Bytes beyond which a log file is set aside when a process starts. */
export const MAX_LOG_BYTES = 20 * 1024 * 1024;

/**
 * Creates a logger that writes one JSON object per line, and each line immediately, so
 * that no line is lost when the process is killed.
 *
 * A file larger than {@linkcode MAX_LOG_BYTES} is first renamed to `<file>.1`,
 * replacing an older one. When the log is a file, errors go to standard error too.
 */
export function createLogger(
  options: {
    level: LogLevel;
    /** Path of a file, or 1 for standard output. */
    destination: string | 1;
  },
): Logger {
  const { level, destination } = options;
  if (destination !== 1) setAsideIfLarge(destination);
  const lines = (dest: string | 1 | 2) =>
    pino.destination({ dest, sync: true, mkdir: true });
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: serializeError },
      hooks: { streamWrite: redactTokens },
    },
    destination === 1 ? lines(1) : pino.multistream([
      { level, stream: lines(destination) },
      { level: "error", stream: lines(2) },
    ]),
  );
}

function setAsideIfLarge(file: string) {
  const info = statSync(file, { throwIfNoEntry: false });
  if (info && info.size > MAX_LOG_BYTES) renameSync(file, `${file}.1`);
}

/** Logs nothing; for tests and one-off commands. */
export const silentLogger: Logger = pino({ level: "silent" });

/** Removes bot tokens, which Bot API URLs contain, from every line. */
function redactTokens(line: string): string {
  return line.replace(/\bbot\d+(:|%3A)[\w-]+/gi, "bot[secret]")
    .replace(/\d{5,}(:|%3A)[\w-]{30,}/gi, "[secret]");
}

/** Returns the cause of an error, which grammY keeps as `error`. */
const causeOf = (error: Error): unknown =>
  error.cause ?? ("error" in error ? error.error : undefined);

/** Returns the chain of causes, nearest first. */
function causesOf(error: Error): Error[] {
  const causes: Error[] = [];
  let cause = causeOf(error);
  while (cause instanceof Error && !causes.includes(cause)) {
    causes.push(cause);
    cause = causeOf(cause);
  }
  return causes;
}

/** Returns the fields of an error in a log line. */
function serializeError(error: unknown): Record<string, string> {
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
