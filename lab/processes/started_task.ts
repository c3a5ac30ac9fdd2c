/**
 * `deno task start`, `chat` or `aws:local` as a process of its own, with the task's own permissions.
 *
 * @module
 */
import {
  endProcess,
  runTask,
  taskCommand,
  type TaskName,
} from "./task_command.ts";

export interface Started extends AsyncDisposable {
  readonly pid: number;
  /** Where the chat page is. */
  readonly address: string;
  /** Everything that it printed so far. */
  readonly output: () => string;
  /** Sends a signal and waits for the end. @return the exit code */
  end(signal: "SIGTERM" | "SIGINT" | "SIGKILL"): Promise<number>;
}

/** Runs `deno task start` until it ends by itself. */
export const runStart = (env: Record<string, string>, ...args: string[]) =>
  runTask("start", env, ...args);

/** Starts the task and waits for the address that it prints. */
export async function start(
  env: Record<string, string>,
  task: TaskName = "start",
): Promise<Started> {
  const child = taskCommand(task, env).spawn();
  let output = "";
  const { promise: address, resolve, reject } = Promise.withResolvers<string>();
  const collect = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const part of stream.pipeThrough(new TextDecoderStream())) {
      output += part;
      const found = output.match(/Open (http:\S+)/)?.[1];
      if (found) resolve(found);
    }
  };
  const collected = Promise.all([collect(child.stdout), collect(child.stderr)]);
  child.status.then(({ code }) =>
    reject(new Error(`${task} ended with ${code}: ${output}`))
  );
  const end = async (signal: Deno.Signal) => {
    const code = await endProcess(child, signal);
    await collected;
    return code;
  };
  return {
    pid: child.pid,
    address: await address,
    output: () => output,
    end,
    async [Symbol.asyncDispose]() {
      await end("SIGKILL");
    },
  };
}
