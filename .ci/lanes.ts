/**
 * Which tests are run in which of two lanes, side by side: those of the
 * services, which keep the machine busy, and those of the operations, which
 * mostly wait.
 *
 * @module
 */

/** The folders whose tests are those of the operations. */
const FOLDERS = [
  ".ci",
  "ansible",
  "packer",
  "userdata",
  "lab/hosts",
  "lab/operations",
];

/** What `deno test` is told, in each lane; `undefined`: nothing to test. */
export interface Lanes {
  readonly services: readonly string[] | undefined;
  readonly operations: readonly string[] | undefined;
}

/**
 * Parts what a person asked to test.
 *
 * @param paths from the repository's root; none means all
 */
export function lanesOf(paths: readonly string[]): Lanes {
  if (!paths.length) {
    return { services: [`--ignore=${FOLDERS.join()}`], operations: FOLDERS };
  }
  const { services, operations } = Object.groupBy(
    paths,
    (path) => isOperations(path) ? "operations" : "services",
  );
  return { services, operations };
}

const isOperations = (path: string) =>
  FOLDERS.some((folder) =>
    `${path.replace(/^\.\//, "")}/`.startsWith(`${folder}/`)
  );
