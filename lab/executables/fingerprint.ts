import { createHash } from "node:crypto";
import { join } from "node:path";
import { ROOT } from "../../.ci/compile/deno_command.ts";
import { localModules } from "../../.ci/compile/module_graph.ts";
import { CONTENTS, type Service } from "../../.ci/compile/services.ts";

/** Files that decide which packages there are and how everything is compiled. */
const CONFIGURATION = ["deno.json", "deno.lock"];

/**
 * Returns a hash of everything that goes into an executable. While it stays
 * the same, nothing has to be compiled again.
 *
 * @param denort path of denort, which the executable is built on
 */
export async function fingerprint(
  service: Service,
  denort: string,
): Promise<string> {
  const { entries, files, flags } = CONTENTS[service];
  const { size, mtime } = await Deno.stat(denort);
  const hash = createHash("sha256");
  hash.update(
    JSON.stringify([Deno.version.deno, denort, size, mtime, entries, flags]),
  );
  const paths = [
    ...[...CONFIGURATION, ...files].map((path) => join(ROOT, path)),
    ...await localModules(".ci/compile/compile_service.ts"),
  ];
  for (const entry of entries) paths.push(...await localModules(entry));
  for (const path of paths) {
    hash.update(path.slice(ROOT.length)).update(await Deno.readFile(path));
  }
  return hash.digest("hex").slice(0, 16);
}
