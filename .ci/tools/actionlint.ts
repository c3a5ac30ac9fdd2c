import { isFile } from "../is_file.ts";
import { cacheFolder } from "./cache.ts";
import { findCommand, install } from "../command.ts";
import { defineTool } from "./tool.ts";

const VERSION = "v1.7.12";
const FOLDER = cacheFolder(`actionlint-${VERSION}`);

/** Path of the program. */
export const ACTIONLINT = `${FOLDER}/actionlint`;

/** Checks workflows; built from its Go module, as not every machine can download its releases. */
export const actionlint = defineTool("actionlint", async () => {
  if (isFile(ACTIONLINT)) return undefined;
  const go = findCommand("go");
  if (!go) return "Go, which builds actionlint, is not installed";
  const installed = await install(`actionlint in ${FOLDER}`, {
    command: go,
    args: ["install", `github.com/rhysd/actionlint/cmd/actionlint@${VERSION}`],
    env: { GOBIN: FOLDER, GOFLAGS: "", CGO_ENABLED: "0" },
  });
  return installed ? undefined : "Go could not build actionlint";
});
