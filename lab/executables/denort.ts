/**
 * Finds denort for tests: the real one, or a stand-in if that cannot be
 * downloaded.
 *
 * @module
 */
import { join } from "node:path";
import { findDenort, HOW_TO_GET_DENORT } from "../../.ci/compile/denort.ts";
import { isFile } from "../../.ci/is_file.ts";
import { TOOL_CACHE } from "../tool_cache.ts";

/** Path of the stand-in that `deno task test --all` builds; `deno task compile` does not use it. */
export const STAND_IN = join(TOOL_CACHE, `denort-${Deno.version.deno}`);

/** Returns the denort that tests compile with, if there is one. */
export const testDenort = (): string | undefined =>
  findDenort() ?? (isFile(STAND_IN) ? STAND_IN : undefined);

/** Returns why nothing can be compiled here, as a clause; `undefined` if it can. */
export function compiledMissing(): string | undefined {
  return testDenort()
    ? undefined
    : `denort is not installed: ${HOW_TO_GET_DENORT}`;
}
