/**
 * What a service tries of itself, without any setting, network or AWS: that
 * what it is made of can be loaded here and works.
 *
 * @module
 */

export interface Check {
  /** What it does, as a report says it: `reads and writes JPEG`. */
  readonly description: string;
  /**
   * Tries it.
   *
   * @return what else there is to say
   * @throws {Error} when it does not work
   */
  run(): Promise<string | void>;
}

/**
 * Runs checks one after the other, all of them, and says a line on each.
 *
 * @return whether all went well
 */
export async function runChecks(
  checks: readonly Check[],
  say: (line: string) => void,
): Promise<boolean> {
  let failed = 0;
  for (const { description, run } of checks) {
    try {
      const more = await run();
      say(`ok      ${description}${more ? `: ${more}` : ""}`);
    } catch (error) {
      failed++;
      say(
        `failed  ${description}: ${
          error instanceof Error ? error.message : error
        }`,
      );
    }
  }
  say(
    failed
      ? `${failed} of ${checks.length} checks failed`
      : `${checks.length} checks passed`,
  );
  return failed === 0;
}
