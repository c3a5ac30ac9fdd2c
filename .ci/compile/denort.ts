/**
 * denort, which executables are made on: Deno without its tools. deno compile
 * downloads it once and keeps it.
 *
 * @module
 */
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { isFile } from "../../shared/files/is_file.ts";
import { CompileError } from "./compile_error.ts";

/** What to do where there is none. */
export const HOW_TO_GET_DENORT =
  `let this machine reach dl.deno.land once, where Deno downloads it from, or set DENORT_BIN to a denort of Deno ${Deno.version.deno}`;

/** Where Deno keeps what it downloaded. */
const denoFolder = () =>
  Deno.env.get("DENO_DIR") ||
  join(Deno.env.get("XDG_CACHE_HOME") || join(homedir(), ".cache"), "deno");

/** What is there, by what the setting DENORT_BIN says, beside Deno, or among what it downloaded; `undefined` where nothing is. */
export function findDenort(): string | undefined {
  const release = `release/v${Deno.version.deno}`;
  return [
    Deno.env.get("DENORT_BIN") || "",
    join(dirname(Deno.execPath()), "denort"),
    join(denoFolder(), "dl", release, `denort-${Deno.build.target}.zip`),
  ].find(isFile);
}

/** @throws {CompileError} when DENORT_BIN names no file */
export function checkDenortSetting() {
  const file = Deno.env.get("DENORT_BIN");
  if (!file || isFile(file)) return;
  throw new CompileError(
    `Cannot compile as DENORT_BIN must name a denort: current value is '${file}'`,
  );
}
