/**
 * Prefix of the argument that holds the version. It is compiled into an
 * executable, before the arguments that it is called with. Unlike a file it does
 * not change what an executable unpacks, so versions of the same files share it.
 */
const VERSION_PREFIX = "--compiled-as=";

/** Maximum characters of a version. */
const MAX_LENGTH = 64;

/** Tells whether a text can be a version: a commit or another name that is safe in a path and a URL. */
export const isVersion = (text: string) =>
  /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(text) && text.length <= MAX_LENGTH &&
  // names that deployments give to two versions
  text !== "current" && text !== "previous";

/** Description of a version that {@linkcode isVersion} accepts, to follow "must be". */
export const VERSION_RULE =
  `1 to ${MAX_LENGTH} letters, digits, '.', '_', '-', and neither 'current' nor 'previous'`;

/** Returns the argument to compile into an executable. It always has the same length, so that another version can be written over it. */
export const compiledAs = (version: string) =>
  VERSION_PREFIX + version.padEnd(MAX_LENGTH);

/** Separates the compiled-in version from the arguments on the command line. */
export function readVersion(
  args: readonly string[],
): { version: string; args: string[] } {
  const [first = "", ...others] = args;
  return first.startsWith(VERSION_PREFIX)
    ? { version: first.slice(VERSION_PREFIX.length).trim(), args: others }
    // run from source
    : { version: "development", args: [...args] };
}

const current = readVersion(Deno.args);

/** The version that `--version` and `/health` show. */
export const VERSION: string = current.version;

/** The arguments that this program was called with. */
export const ARGUMENTS: readonly string[] = current.args;
