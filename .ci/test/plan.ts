/**
 * Decides what `deno task test` runs.
 *
 * @module
 */
import {
  type ArgumentsOf,
  createCommand,
  UsageError,
} from "../../shared/command_line/command.ts";
import type { Part } from "./part.ts";
import {
  LINTER_PARTS,
  OPERATIONS_PARTS,
  partOfPaths,
  SERVICE_PARTS,
  SOURCE_PARTS,
} from "./parts.ts";

export const COMMAND = createCommand(
  "deno task test",
  "Checks the repository and installs what that needs: format, lint, types, and the tests of the services, the chat page and the lab.",
)
  .argument("[paths...]", "run only the tests of these paths")
  .option(
    "--all",
    "also run the operations: Ansible, hosts, Packer, deploys, user data, executables, and the linters for them",
  );

export interface Plan {
  readonly parts: readonly Part[];
  /** Sentence that names the tests left out and the command that runs them. */
  readonly leftOut: string;
}

/** Returns the parts to run for the given arguments. @throws {UsageError} if `--all` is combined with paths */
export function planOf(
  { positionals: [paths], options: { all } }: ArgumentsOf<typeof COMMAND>,
): Plan {
  if (all && paths.length) {
    throw new UsageError(
      `Give either --all or paths: current value is '--all ${paths.join(" ")}'`,
    );
  }
  if (paths.length) {
    return {
      parts: [...SOURCE_PARTS, partOfPaths(paths)],
      leftOut:
        "Left out: all other tests. 'deno task test' runs those of the services, 'deno task test --all' every test.",
    };
  }
  return all
    ? {
      parts: [
        ...SOURCE_PARTS,
        // the longest first
        ...OPERATIONS_PARTS,
        ...SERVICE_PARTS,
        ...LINTER_PARTS,
      ],
      leftOut:
        "Left out: long runs under failures ('deno task chaos') and measurements ('deno task bench').",
    }
    : {
      parts: [...SOURCE_PARTS, ...SERVICE_PARTS],
      leftOut:
        "Left out: the operations (Ansible, hosts, Packer, deploys, user data, executables, and the linters for them). 'deno task test --all' runs them too.",
    };
}
