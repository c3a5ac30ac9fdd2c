import { homedir } from "node:os";
import { join } from "node:path";

/** The folder of tools that are slow to make, kept between clones: the setting POLYBOT_CACHE, or in the user's cache. */
export const TOOL_CACHE = Deno.env.get("POLYBOT_CACHE") ||
  join(Deno.env.get("XDG_CACHE_HOME") || join(homedir(), ".cache"), "polybot");
