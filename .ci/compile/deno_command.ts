import { fileURLToPath } from "node:url";
import { run } from "../command.ts";
import { CompileError } from "./compile_error.ts";
import { HOW_TO_GET_DENORT } from "./denort.ts";

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Runs a command of Deno in the repository's folder.
 *
 * @return its standard output
 * @throws {CompileError} if it fails, with its error
 */
export async function runDeno(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<string> {
  const { success, stdout, stderr } = await run({
    command: Deno.execPath(),
    args,
    env: { ...env, NO_COLOR: "1" },
  }, ROOT);
  if (success) return stdout;
  throw describeFailure(args[0] ?? "", stderr);
}

/** Describes why a command failed, and what to do if there is no denort. */
export function describeFailure(command: string, stderr: string): CompileError {
  const error = (stderr.match(/error: .*/s)?.[0] ?? stderr)
    .replace(/\n+Stack backtrace:.*/s, "").trim();
  return new CompileError(
    /dl\.deno\.land|denort/.test(error)
      ? `Cannot compile without denort: ${HOW_TO_GET_DENORT}\n\n${error}`
      : `Cannot compile: 'deno ${command}' failed:\n\n${error}`,
  );
}
