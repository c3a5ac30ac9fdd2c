/**
 * The embedded backend in a temporary folder.
 *
 * @module
 */
import {
  type EmbeddedBackend,
  type EmbeddedOptions,
  openEmbeddedBackend,
} from "../../shared/embedded/mod.ts";

export interface TemporaryBackend extends AsyncDisposable {
  readonly backend: EmbeddedBackend;
  readonly directory: string;
}

/** Opens a backend in a new folder; disposing closes it and removes the folder. */
export async function openTemporaryBackend(
  options: EmbeddedOptions = {},
): Promise<TemporaryBackend> {
  const directory = await Deno.makeTempDir({ prefix: "polybot-" });
  const backend = await openEmbeddedBackend(directory, options);
  return {
    backend,
    directory,
    async [Symbol.asyncDispose]() {
      await backend.close();
      await Deno.remove(directory, { recursive: true });
    },
  };
}
