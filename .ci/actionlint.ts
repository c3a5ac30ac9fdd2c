/**
 * actionlint, built from its source: its releases are binaries that not every
 * machine can reach, Go's modules are.
 *
 * @module
 */
import { isFile } from "../shared/files/is_file.ts";
import { cached } from "./cache.ts";
import { findCommand, run } from "./command.ts";

const VERSION = "v1.7.12";
const FOLDER = cached(`actionlint-${VERSION}`);
export const ACTIONLINT = `${FOLDER}/actionlint`;

/**
 * Builds actionlint where it is missing, and says so.
 *
 * @return why it could not be built, in a sentence
 */
export async function ensureActionlint(): Promise<string | undefined> {
  if (isFile(ACTIONLINT)) return undefined;
  const go = findCommand("go");
  if (!go) return "Go, which builds actionlint, is not installed";
  console.log(`── Building actionlint in ${FOLDER}`);
  const { success, output } = await run({
    command: go,
    args: [
      "install",
      `github.com/rhysd/actionlint/cmd/actionlint@${VERSION}`,
    ],
    env: { GOBIN: FOLDER, GOFLAGS: "", CGO_ENABLED: "0" },
  });
  if (success) return undefined;
  console.log(output);
  return "Go could not build actionlint";
}
