/**
 * What an executable is made of, as one hash: as long as that is the same, it
 * need not be made again.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { localModules, ROOT } from "../../.ci/compile/build.ts";
import { CONTENTS, type Service } from "../../.ci/compile/services.ts";

/** What says which packages there are, and how all is compiled. */
const RULES = ["deno.json", "deno.lock"];

/** @param denort the file that it is made on */
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
    ...RULES.map((path) => join(ROOT, path)),
    // how it is compiled follows from these
    ...await localModules(".ci/compile/build.ts"),
    ...files.map((path) => join(ROOT, path)),
  ];
  for (const entry of entries) paths.push(...await localModules(entry));
  for (const path of paths) {
    hash.update(path.slice(ROOT.length)).update(await Deno.readFile(path));
  }
  return hash.digest("hex").slice(0, 16);
}
