/**
 * A child process whose output can be waited for.
 *
 * @module
 */

/** A process did not start, or ended before it printed the expected output. */
export class ProcessError extends Error {
  override name = "ProcessError";
}

export interface RunningProcess extends AsyncDisposable {
  readonly pid: number;
  /** Returns what it printed to standard output so far. */
  stdout(): string;
  /** Returns everything it printed so far. */
  output(): string;
  /**
   * Waits until its output matches.
   *
   * @return the pattern's first group, or the whole match where it has none
   * @throws {ProcessError} when it ends first, with the end of its output
   */
  printed(pattern: RegExp): Promise<string>;
  /** Resolves to the exit code once all its output is read. */
  readonly ended: Promise<number>;
  /** Sends a signal; does nothing once it has ended. */
  kill(signal: Deno.Signal): void;
  /** Sends a signal and waits for the end. @return the exit code */
  end(signal: Deno.Signal): Promise<number>;
}

/** Characters of output that are kept: the last ones. */
const MAX_OUTPUT = 4_000_000;
/** Characters of output that an error shows. */
const SHOWN_OUTPUT = 2_000;

/**
 * Starts a command whose output is piped; disposing kills it.
 *
 * @param name names the process in errors
 * @param onOutput receives each piece of its output
 */
export function startProcess(
  name: string,
  command: Deno.Command,
  onOutput: (bytes: Uint8Array) => void = () => {},
): RunningProcess {
  const child = command.spawn();
  let stdout = "";
  let output = "";
  let code: number | undefined;
  const checks = new Set<() => void>();

  async function read(stream: ReadableStream<Uint8Array>, isStdout: boolean) {
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      onOutput(bytes);
      const text = decoder.decode(bytes, { stream: true });
      output = (output + text).slice(-MAX_OUTPUT);
      if (isStdout) stdout = (stdout + text).slice(-MAX_OUTPUT);
      checks.forEach((check) => check());
    }
  }

  async function finish() {
    await Promise.all([read(child.stdout, true), read(child.stderr, false)]);
    code = (await child.status).code;
    checks.forEach((check) => check());
    return code;
  }

  const ended = finish();
  function kill(signal: Deno.Signal) {
    try {
      child.kill(signal);
    } catch {
      // it has ended
    }
  }
  async function end(signal: Deno.Signal) {
    kill(signal);
    return await ended;
  }
  return {
    pid: child.pid,
    stdout: () => stdout,
    output: () => output,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        function check() {
          const match = output.match(pattern);
          if (match) resolve(match[1] ?? match[0]);
          else if (code === undefined) return;
          else reject(new ProcessError(describeEnd(name, code, output)));
          checks.delete(check);
        }
        checks.add(check);
        check();
      }),
    ended,
    kill,
    end,
    [Symbol.asyncDispose]: async () => void await end("SIGKILL"),
  };
}

const describeEnd = (name: string, code: number, output: string) =>
  `Cannot start ${name}: it ended with ${code}\n${output.slice(-SHOWN_OUTPUT)}`;
