/**
 * Tools that are slow to make, kept between clones.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CACHE } from "../lab/operations/ansible_installs.ts";

/** The stand-ins that lie beside a clone on machines which cannot reach every download; see `.ci/denort.ts` and `.ci/packer.ts`. */
export const LAB = fileURLToPath(
  new URL("../../shared/lab/", import.meta.url),
);

/** A folder of the cache. */
export const cached = (name: string): string => join(CACHE, name);
