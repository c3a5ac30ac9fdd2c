/**
 * Runs a command without input. Its output goes where this process's goes,
 * unless `options` say otherwise.
 *
 * @return whether the command exists and succeeded
 */
export async function succeeds(
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
