/**
 * Runs other programs.
 *
 * @module
 */
import { isFile } from "./is_file.ts";

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  /** Working directory, relative to the repository's root. */
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Gives the program only `env` as its environment. */
  readonly clearEnv?: boolean;
  /** Milliseconds after which the program is killed and has failed. */
  readonly timeout?: number;
}

export interface CommandResult {
  /** `true` if the program was found and exited with 0. */
  readonly success: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output, then standard error. */
  readonly output: string;
}

/** Runs a program to its end and collects its output. @param root folder that `cwd` is relative to */
export async function run(
  { command, args, cwd = ".", env = {}, timeout, clearEnv = false }: Command,
  root = ".",
): Promise<CommandResult> {
  const result = (success: boolean, stdout: string, stderr: string) => (
    { success, stdout, stderr, output: stdout + stderr }
  );
  try {
    const { success, stdout, stderr } = await new Deno.Command(command, {
      args: [...args],
      cwd: `${root}/${cwd}`,
      env,
      clearEnv,
      stdin: "null",
      ...timeout === undefined ? {} : { signal: AbortSignal.timeout(timeout) },
    }).output();
    const text = new TextDecoder();
    return result(success, text.decode(stdout), text.decode(stderr));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return result(false, "", `${command}: ${error.message}`);
  }
}

/** Runs a program that installs something, and prints its output if it fails. @return whether it succeeded */
export async function install(what: string, command: Command) {
  console.log(`Installing ${what} …`);
  const { success, output } = await run(command);
  if (!success) console.log(output);
  return success;
}

/** Returns the path of the first program with that name on the PATH. */
export const findCommand = (name: string): string | undefined =>
  (Deno.env.get("PATH") ?? "").split(":")
    .map((folder) => `${folder}/${name}`).find(isFile);
