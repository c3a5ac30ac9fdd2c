/**
 * Scripts that are measured as processes of their own.
 *
 * @module
 */

const ROOT = new URL("../../", import.meta.url);

export interface Child extends AsyncDisposable {
  /** The first line that it printed, read as JSON. */
  readonly said: unknown;
}

/**
 * Runs a script of this repository and waits for its first line; disposing
 * ends it.
 *
 * @throws {Error} when it ends without a line
 */
export async function runScript(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Child> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", script, ...args],
    cwd: ROOT,
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const output = child.stdout.pipeThrough(new TextDecoderStream());
  let said = "";
  for await (const part of output.values({ preventCancel: true })) {
    said += part;
    if (said.includes("\n")) break;
  }
  const [line = "", ...more] = said.split("\n");
  if (more.length === 0) {
    throw new Error(`Cannot measure '${script}': it ended without a line`);
  }
  return {
    said: JSON.parse(line),
    async [Symbol.asyncDispose]() {
      try {
        child.kill("SIGKILL");
      } catch {
        // it has ended by itself
      }
      await output.cancel();
      await child.status;
    },
  };
}
