/**
 * Commands of other programs.
 *
 * @module
 */
import { isFile } from "../shared/files/is_file.ts";

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  /** The folder that it runs in, from the repository's root. */
  readonly cwd?: string;
  /** Beside this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds after which it is ended, and has failed. */
  readonly timeout?: number;
}

export interface CommandRun {
  /** Whether the command was there and ended well. */
  readonly success: boolean;
  /** All that was printed. */
  readonly output: string;
}

/** Runs a command and keeps what it prints. */
export async function run(
  { command, args, cwd = ".", env = {}, timeout }: Command,
  root = ".",
): Promise<CommandRun> {
  try {
    const { success, stdout, stderr } = await new Deno.Command(command, {
      args: [...args],
      cwd: `${root}/${cwd}`,
      env,
      stdin: "null",
      ...timeout === undefined ? {} : { signal: AbortSignal.timeout(timeout) },
    }).output();
    const text = new TextDecoder();
    return { success, output: text.decode(stdout) + text.decode(stderr) };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return { success: false, output: `${command}: ${error.message}` };
  }
}

/** The first command of that name on the PATH. */
export const findCommand = (name: string): string | undefined =>
  (Deno.env.get("PATH") ?? "").split(":")
    .map((folder) => `${folder}/${name}`).find(isFile);
