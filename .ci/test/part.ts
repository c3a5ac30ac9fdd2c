import type { Tool } from "../tools/tool.ts";
import { lint, type Linter, repositoryFiles } from "../linters/linter.ts";
import type { Count } from "./count.ts";
import { check, test } from "./deno.ts";

/** A group of checks that run, and are reported, together. */
export interface Part {
  readonly name: string;
  /** Programs that are installed before it runs; its tests are skipped if that fails. */
  readonly tools: readonly Tool[];
  run(): Promise<Count>;
}

/** Tests of some folders and files. */
export interface TestPart extends Part {
  /** Folders and files, from the repository's root. */
  readonly paths: readonly string[];
  /** Folders and files below `paths` that are left to other parts. */
  readonly ignored: readonly string[];
}

/** Makes a part of a command of Deno that must succeed. */
export const checkPart = (name: string, ...args: string[]): Part => ({
  name,
  tools: [],
  run: () => check(name, args),
});

/** Makes a part of a linter. */
export const lintPart = (linter: Linter): Part => ({
  name: linter.name,
  tools: linter.tools,
  run: async () => await lint(linter, await repositoryFiles()),
});

/** Makes a part of tests. */
export const testPart = (
  name: string,
  { paths, ignored = [], tools = [] }: {
    readonly paths: readonly string[];
    readonly ignored?: readonly string[];
    readonly tools?: readonly Tool[];
  },
): TestPart => ({
  name,
  tools,
  paths,
  ignored,
  run: () =>
    test(name, [
      ...ignored.length ? [`--ignore=${ignored.join()}`] : [],
      ...paths,
    ]),
});
