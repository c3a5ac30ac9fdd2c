/**
 * Folders that outlive a clone.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TOOL_CACHE } from "../../lab/tool_cache.ts";

/** Folder next to the clone, with scripts that build tools where they cannot be downloaded. */
export const BUILD_SCRIPTS = fileURLToPath(
  new URL("../../../shared/lab/", import.meta.url),
);

/** Returns a folder of the cache for tools that take long to install. */
export const cacheFolder = (name: string): string => join(TOOL_CACHE, name);
