/**
 * Finds denort, the base of executables: Deno without its tools, which
 * `deno compile` downloads once and keeps.
 *
 * @module
 */
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { isFile } from "../is_file.ts";
import { CompileError } from "./compile_error.ts";

export const HOW_TO_GET_DENORT =
  `let this machine reach dl.deno.land once, where Deno downloads it from, or set DENORT_BIN to a denort of Deno ${Deno.version.deno}`;

/** Returns the folder that Deno keeps its downloads in. */
const denoFolder = () =>
  Deno.env.get("DENO_DIR") ||
  join(Deno.env.get("XDG_CACHE_HOME") || join(homedir(), ".cache"), "deno");

/** Returns the path of denort: from DENORT_BIN, next to Deno, or downloaded by Deno. */
export function findDenort(): string | undefined {
  const release = `release/v${Deno.version.deno}`;
  return [
    Deno.env.get("DENORT_BIN") || "",
    join(dirname(Deno.execPath()), "denort"),
    join(denoFolder(), "dl", release, `denort-${Deno.build.target}.zip`),
  ].find(isFile);
}

/**
 * Returns the denort that DENORT_BIN names.
 *
 * @throws {CompileError} if it names no file
 */
export function ownDenort(): string | undefined {
  const file = Deno.env.get("DENORT_BIN");
  if (!file || isFile(file)) return file;
  throw new CompileError(
    `Cannot compile: DENORT_BIN must name a denort, current value is '${file}'`,
  );
}
