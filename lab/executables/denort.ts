/**
 * denort for the tests: the genuine one, or a stand-in where that cannot be
 * had.
 *
 * @module
 */
import { join } from "node:path";
import { findDenort, HOW_TO_GET_DENORT } from "../../.ci/compile/denort.ts";
import { isFile } from "../../shared/files/is_file.ts";
import { CACHE } from "../operations/ansible_installs.ts";

/** Where `deno task test --all` puts a stand-in; `deno task compile` does not look there. */
export const STAND_IN = join(CACHE, `denort-${Deno.version.deno}`);

/** The denort that the tests compile on; `undefined` where there is none. */
export const testDenort = (): string | undefined =>
  findDenort() ?? (isFile(STAND_IN) ? STAND_IN : undefined);

/** Why nothing can be compiled here, in a sentence; `undefined` where it can. */
export function compiledMissing(): string | undefined {
  return testDenort() ? undefined : `denort is not here: ${HOW_TO_GET_DENORT}`;
}
