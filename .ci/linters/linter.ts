/**
 * What a linter is, and how it becomes a line of the counts.
 *
 * @module
 */
import { type Command, run } from "../command.ts";
import { type Count, countOf } from "../count.ts";

export interface Linter {
  readonly name: string;
  /** Installs it where it is missing and can be. @return why it cannot run here, in a sentence */
  ensure(): Promise<string | undefined>;
  /** Which of the repository's files it looks at, by their paths from its root. */
  looksAt(file: string): boolean;
  /** The commands that must end well, one after the other. */
  commands(files: readonly string[]): readonly Command[];
}

/** Runs a linter over a folder's files, as a line of the counts; its output is shown where it finds something. */
export async function lint(
  linter: Linter,
  files: readonly string[],
): Promise<Count> {
  const { name } = linter;
  console.log(`\n── ${name}`);
  const missing = await linter.ensure();
  if (missing) {
    console.log(`skipped: ${missing}`);
    return { passed: 0, failed: [], skipped: [`${name}: ${missing}`] };
  }
  const findings = await findingsOf(linter, files);
  if (findings !== undefined) console.log(findings);
  return countOf(name, findings === undefined);
}

/** What a linter prints where it finds something; `undefined` where all is well. */
export async function findingsOf(
  linter: Linter,
  files: readonly string[],
  root = ".",
): Promise<string | undefined> {
  const seen = files.filter((file) => linter.looksAt(file));
  for (const command of linter.commands(seen)) {
    const { success, output } = await run(command, root);
    if (!success) return output;
  }
}

/** The repository's files, by their paths from its root: those that git has, or would take. */
export async function repositoryFiles(): Promise<string[]> {
  const { output } = await run({
    command: "git",
    args: ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
  });
  return output.split("\0").filter(Boolean);
}
