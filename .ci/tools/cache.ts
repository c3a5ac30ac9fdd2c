/**
 * Folders that outlive a clone.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TOOL_CACHE } from "../../lab/tool_cache.ts";

/** Scripts beside the clone that build what some machines cannot download. */
export const BUILD_SCRIPTS = fileURLToPath(
  new URL("../../../shared/lab/", import.meta.url),
);

/** Returns a folder of the cache for tools that take long to install. */
export const cacheFolder = (name: string): string => join(TOOL_CACHE, name);
