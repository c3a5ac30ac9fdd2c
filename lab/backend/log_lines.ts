/**
 * A log for tests to read.
 *
 * @module
 */
import { createLogger, type Logger } from "../../shared/service/logging.ts";

export interface LogLines extends AsyncDisposable {
  readonly log: Logger;
  /** Reads the log so far as text. */
  text(): Promise<string>;
  /** Reads the lines so far. */
  lines(): Promise<Record<string, unknown>[]>;
}

/** Opens a log in a new file. */
export async function openLogLines(): Promise<LogLines> {
  const file = await Deno.makeTempFile();
  const text = () => Deno.readTextFile(file);
  return {
    log: createLogger({ level: "debug", destination: file }),
    text,
    async lines() {
      return (await text()).split("\n").filter(Boolean).map((line) =>
        JSON.parse(line)
      );
    },
    async [Symbol.asyncDispose]() {
      await Deno.remove(file);
    },
  };
}
