/**
 * Runs linters and counts them like tests.
 *
 * @module
 */
import { type Count, countOf } from "../test/count.ts";
import { type Command, run } from "../command.ts";
import { ensureAll, type Tool } from "../tools/tool.ts";

export interface Linter {
  readonly name: string;
  /** Programs that it needs on this machine. */
  readonly tools: readonly Tool[];
  /** Returns whether it checks a file, by its path from the repository's root. */
  checks(file: string): boolean;
  /** Returns the commands that must succeed, in order. */
  commands(files: readonly string[]): readonly Command[];
}

/** Runs a linter over files, and counts it as one check; its findings are the reason of a failure. */
export async function lint(
  linter: Linter,
  files: readonly string[],
): Promise<Count> {
  const { name, tools } = linter;
  const missing = await ensureAll(tools);
  if (missing) return { passed: 0, failed: [], skipped: [missing] };
  return countOf(name, await findingsOf(linter, files));
}

/** Returns a linter's findings as printed, or `undefined` if there are none. */
export async function findingsOf(
  linter: Linter,
  files: readonly string[],
  root = ".",
): Promise<string | undefined> {
  const checked = files.filter((file) => linter.checks(file));
  for (const command of linter.commands(checked)) {
    const { success, output } = await run(command, root);
    if (!success) return output;
  }
}

/** Lists the files that git has or would add, by their paths from the repository's root. */
export async function repositoryFiles(): Promise<string[]> {
  const { output } = await run({
    command: "git",
    args: ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
  });
  return output.split("\0").filter(Boolean);
}
