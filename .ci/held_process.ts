/**
 * A process beside others, whose output is kept until it is asked for.
 *
 * @module
 */

export interface HeldProcess extends Disposable {
  /** Prints what was kept and what follows, until the process ends. @return whether it ended well */
  show(): Promise<boolean>;
}

/** Starts a command; it is ended with the scope that `using` holds it in. */
export function holdProcess(
  command: string,
  args: readonly string[],
  print: (output: Uint8Array) => void = (output) => {
    writeAll(output);
  },
): HeldProcess {
  const child = new Deno.Command(command, {
    args: [...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const kept: Uint8Array[] = [];
  let shown = false;
  const take = async (stream: ReadableStream<Uint8Array>) => {
    for await (const output of stream) {
      if (shown) print(output);
      else kept.push(output);
    }
  };
  const done = Promise.all([
    child.status,
    take(child.stdout),
    take(child.stderr),
  ]);
  let running = true;
  return {
    async show() {
      shown = true;
      for (const output of kept.splice(0)) print(output);
      const [{ success }] = await done;
      running = false;
      return success;
    },
    [Symbol.dispose]() {
      if (running) child.kill();
    },
  };
}

function writeAll(output: Uint8Array) {
  for (let at = 0; at < output.length;) {
    at += Deno.stdout.writeSync(output.subarray(at));
  }
}
