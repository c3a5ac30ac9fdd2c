/**
 * Reads and changes what `deno compile` stores in an executable beside its
 * files: JSON that starts with the arguments. The first argument is the version.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { compiledAs } from "../../shared/service/version.ts";

/** Start of the JSON. */
const START = `{"argv":["`;

/** Bytes from the start that contain all settings read here. */
const LENGTH = 8192;

export interface StoredSettings {
  /** Bytes of everything compiled in, which follows denort. */
  readonly contents: number;
  /** Allowed values of each permission: `null` allows none, `[]` all. */
  readonly permissions: Readonly<
    Record<string, readonly string[] | boolean | null>
  >;
  readonly v8Flags: readonly string[];
}

/** Returns the settings that are compiled into an executable. */
export async function readStoredSettings(
  path: string,
): Promise<StoredSettings> {
  const bytes = await Deno.readFile(path);
  const start = findVersion(bytes);
  const text = new TextDecoder().decode(bytes.subarray(start, start + LENGTH));
  const read = (pattern: RegExp) => JSON.parse(text.match(pattern)?.[1] ?? "");
  return {
    contents: bytes.length - start,
    permissions: read(/"permissions":(\{.*?\})/),
    v8Flags: read(/"v8_flags":(\[.*?\])/),
  };
}

/** Copies an executable with another version: all versions are stored in the same length. */
export async function copyWithVersion(
  from: string,
  to: string,
  version: string,
) {
  const bytes = await Deno.readFile(from);
  bytes.set(new TextEncoder().encode(compiledAs(version)), findVersion(bytes));
  await Deno.writeFile(to, bytes, { mode: 0o755 });
}

/** Returns where the version is in an executable. */
function findVersion(bytes: Uint8Array): number {
  const name = compiledAs("").trimEnd();
  const found = Buffer.from(bytes.buffer).indexOf(START + name);
  if (found < 0) throw new Error("Cannot find the version in this executable");
  return found + START.length;
}
