/**
 * The self-check of a service: tests that all of its parts load and work on this
 * machine, without settings, network or AWS.
 *
 * @module
 */

export interface Check {
  /** Description of a passed check, in the present tense: `reads and writes JPEG`. */
  readonly description: string;
  /**
   * Runs the check.
   *
   * @return details for the report
   * @throws {Error} when the check fails
   */
  run(): Promise<string | void>;
}

/**
 * Runs all checks, one after the other, and prints a line for each.
 *
 * @return whether all checks passed
 */
export async function runChecks(
  checks: readonly Check[],
  print: (line: string) => void,
): Promise<boolean> {
  let failed = 0;
  for (const { description, run } of checks) {
    try {
      const details = await run();
      print(`ok      ${description}${details ? `: ${details}` : ""}`);
    } catch (error) {
      failed++;
      print(
        `failed  ${description}: ${
          error instanceof Error ? error.message : error
        }`,
      );
    }
  }
  print(
    failed
      ? `${failed} of ${checks.length} checks failed`
      : `${checks.length} checks passed`,
  );
  return failed === 0;
}
