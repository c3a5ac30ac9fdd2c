/**
 * The backend that the settings choose.
 *
 * @module
 */
import { z } from "zod";
import type { Backend } from "./backend.ts";
import { openEmbeddedBackend } from "./embedded/mod.ts";
import type { Logger } from "./logging.ts";

/** Which backend, and where it is. */
export const BACKEND_SETTINGS = {
  POLYBOT_DATA: z.string(),
};

/** Opens the backend in the folder `POLYBOT_DATA`. */
export async function openBackend(
  { POLYBOT_DATA }: { readonly POLYBOT_DATA: string },
  { log }: {
    readonly log: Logger;
    readonly queues: readonly ("updates" | "identify" | "results")[];
  },
): Promise<Backend> {
  return await openEmbeddedBackend(POLYBOT_DATA, { log });
}
