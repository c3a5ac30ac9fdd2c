/**
 * A log whose lines a test reads.
 *
 * @module
 */
import { createLogger, type Logger } from "../../shared/service/logging.ts";

export interface LogLines extends AsyncDisposable {
  readonly log: Logger;
  /** The lines so far, as they were written. */
  text(): Promise<string>;
  /** The lines so far. */
  lines(): Promise<Record<string, unknown>[]>;
}

/** Opens a log in a file of its own. */
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
