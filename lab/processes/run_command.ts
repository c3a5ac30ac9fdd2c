export interface CommandRun {
  readonly code: number;
  readonly stdout: string;
  /** Everything it printed: standard output, then standard error. */
  readonly output: string;
}

/** Runs a command without input until it ends, and returns its output as text. */
export async function runCommand(
  command: string,
  options: Deno.CommandOptions,
): Promise<CommandRun> {
  const { code, ...printed } = await new Deno.Command(command, {
    stdin: "null",
    ...options,
  }).output();
  const text = new TextDecoder();
  const stdout = text.decode(printed.stdout);
  return { code, stdout, output: stdout + text.decode(printed.stderr) };
}
