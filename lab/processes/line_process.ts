/**
 * A process that answers each line of its input with one line of output.
 *
 * @module
 */
export interface LineProcess extends AsyncDisposable {
  /**
   * Returns the next line of output, without sending one.
   *
   * @throws {Error} when the process has ended
   */
  nextLine(): Promise<string>;
  /** Sends a line and returns the answer to it. Concurrent requests are answered in order. */
  sendLine(line: string): Promise<string>;
  /** Allows this process to exit while the child runs; the child's input then ends. */
  unref(): void;
}

/** Starts a command. Disposing closes its input and waits for its end. */
export function startLineProcess(
  command: string,
  options: Omit<Deno.CommandOptions, "stdin" | "stdout">,
): LineProcess {
  const child = new Deno.Command(command, {
    stderr: "inherit",
    ...options,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const input = child.stdin.getWriter();
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  async function nextLine(): Promise<string> {
    while (!text.includes("\n")) {
      const { done, value } = await output.read();
      if (done) throw new Error(`${command} ended before it printed a line`);
      text += value;
    }
    const end = text.indexOf("\n");
    const line = text.slice(0, end);
    text = text.slice(end + 1);
    return line;
  }
  let last: Promise<unknown> = Promise.resolve();
  return {
    nextLine,
    sendLine(line) {
      const answer = last.then(async () => {
        await input.write(new TextEncoder().encode(`${line}\n`));
        return await nextLine();
      });
      last = answer.catch(() => {});
      return answer;
    },
    unref: () => child.unref(),
    async [Symbol.asyncDispose]() {
      await last;
      await input.close().catch(() => {});
      await output.cancel();
      await child.status;
    },
  };
}
