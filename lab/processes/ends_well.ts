/**
 * Commands of other programs, of which only their end matters.
 *
 * @module
 */

/**
 * Runs a command, without an input; its output goes where this process' goes,
 * unless `options` say otherwise.
 *
 * @return whether the command was there and ended well
 */
export async function endsWell(
  command: string,
  options: Deno.CommandOptions,
): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(command, {
      stdin: "null",
      ...options,
    }).spawn().status;
    return success;
  } catch {
    return false;
  }
}
