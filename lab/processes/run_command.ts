export interface CommandRun {
  readonly code: number;
  readonly stdout: string;
  /** Everything it printed: standard output, then standard error. */
  readonly output: string;
}

/** Runs a command until it ends, and returns its output as text. @param input @default none */
export async function runCommand(
  command: string,
  options: Omit<Deno.CommandOptions, "stdin">,
  input?: string | Uint8Array<ArrayBuffer>,
): Promise<CommandRun> {
  const child = new Deno.Command(command, {
    ...options,
    stdin: input === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const output = child.output();
  if (input !== undefined) {
    await new Blob([input]).stream().pipeTo(child.stdin);
  }
  const { code, ...printed } = await output;
  const text = new TextDecoder();
  const stdout = text.decode(printed.stdout);
  return { code, stdout, output: stdout + text.decode(printed.stderr) };
}
