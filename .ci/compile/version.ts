import { run } from "../command.ts";
import { CompileError } from "./compile_error.ts";

/**
 * Returns the hash of the commit, with `-dirty` if the work tree differs from
 * it: the version of an executable if none is given.
 *
 * @throws {CompileError} if the folder is not a git repository with a commit
 */
export async function commitVersion(folder: string): Promise<string> {
  const hash = (await git(folder, "rev-parse", "--verify", "HEAD")).trim();
  const changes = await git(folder, "status", "--porcelain");
  return changes === "" ? hash : `${hash}-dirty`;
}

async function git(folder: string, ...args: string[]): Promise<string> {
  const { success, stdout } = await run({ command: "git", args }, folder);
  if (success) return stdout;
  throw new CompileError(
    "Cannot find out the version: this folder has no git commit. Set one with --version",
  );
}
