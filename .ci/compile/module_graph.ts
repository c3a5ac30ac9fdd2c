import { ROOT, runDeno } from "./deno_command.ts";
import type { ModuleGraph } from "./packages.ts";

/** Reads the graph of everything that a module imports. */
export async function moduleGraphOf(entry: string): Promise<ModuleGraph> {
  return JSON.parse(await runDeno(["info", "--json", entry]));
}

/** Lists the repository's own modules that a module imports, itself included, as absolute paths. */
export async function localModules(entry: string): Promise<string[]> {
  const { modules } = await moduleGraphOf(entry);
  return modules.flatMap(({ local }) => local?.startsWith(ROOT) ? [local] : []);
}
