/**
 * Which version this is.
 *
 * @module
 */

/**
 * What stands before the version in the first argument of an executable,
 * which is compiled into it, before all arguments that it is called with. An
 * argument is no part of the files that an executable unpacks: two versions of
 * the same files unpack the same.
 */
const COMPILED_AS = "--compiled-as=";

/** The longest version, in characters. */
const LONGEST = 64;

/** Whether this can be a version: a commit, or any other name that is safe in a path and an address. */
export const isVersion = (text: string) =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text) &&
  // these are what the deployment calls two of them
  text !== "current" && text !== "previous";

/** What {@linkcode isVersion} accepts, behind "must be". */
export const VERSION_RULE =
  `1 to ${LONGEST} letters, digits, '.', '_', '-', and neither 'current' nor 'previous'`;

/** The argument that makes an executable of this version, always as long: another version can be written in its place. */
export const compiledAs = (version: string) =>
  COMPILED_AS + version.padEnd(LONGEST);

/** Parts the version from the arguments that a program was called with. */
export function readVersion(
  args: readonly string[],
): { version: string; args: string[] } {
  const [first = "", ...others] = args;
  return first.startsWith(COMPILED_AS)
    ? { version: first.slice(COMPILED_AS.length).trim(), args: others }
    // the source itself is no version
    : { version: "development", args: [...args] };
}

const own = readVersion(Deno.args);

/** What `--version` and `/health` say. */
export const VERSION: string = own.version;

/** What this program was called with. */
export const ARGUMENTS: readonly string[] = own.args;
