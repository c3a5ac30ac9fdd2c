import { startProcess } from "../processes/running_process.ts";

const ROOT = new URL("../../", import.meta.url);

export interface RunningScript extends AsyncDisposable {
  /** The first line that it printed, parsed as JSON. */
  readonly printed: unknown;
}

/**
 * Runs a script of this repository and waits for its first line; disposing
 * kills it.
 *
 * @throws {ProcessError} when it ends without a line
 */
export async function startScript(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<RunningScript> {
  const process = startProcess(
    script,
    new Deno.Command(Deno.execPath(), {
      args: ["run", "--allow-all", script, ...args],
      cwd: ROOT,
      env,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }),
  );
  const line = await process.printed(/^({.*)\n/m);
  const dispose = () => process[Symbol.asyncDispose]();
  return { printed: JSON.parse(line), [Symbol.asyncDispose]: dispose };
}
