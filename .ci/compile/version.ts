/**
 * The version that an executable gets where none is given.
 *
 * @module
 */
import { CompileError } from "./compile_error.ts";

/**
 * The commit's hash, with `-dirty` where the work tree differs from it.
 *
 * @throws {CompileError} when the folder is no git repository with a commit
 */
export async function versionOf(folder: string): Promise<string> {
  const hash = (await git(folder, "rev-parse", "--verify", "HEAD")).trim();
  const changes = await git(folder, "status", "--porcelain");
  return changes === "" ? hash : `${hash}-dirty`;
}

async function git(folder: string, ...args: string[]): Promise<string> {
  try {
    const { success, stdout } = await new Deno.Command("git", {
      args,
      cwd: folder,
      stdin: "null",
      stderr: "null",
    }).output();
    if (success) return new TextDecoder().decode(stdout);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  throw new CompileError(
    "Cannot tell the version as this folder has no commit of git's: give one with --version",
  );
}
