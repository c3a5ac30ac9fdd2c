/**
 * One life of a service: its process, from its start to its end.
 *
 * @module
 */
import { taskCommand, type TaskName } from "../../processes/task_command.ts";

/** A service did not start. */
export class ServiceError extends Error {
  override name = "ServiceError";
}

export interface LifeOptions {
  /** As people know it, like `polybot-1`. */
  readonly name: string;
  readonly task: TaskName;
  /** What is run in place of the task, where that is given. */
  readonly executable?: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  /** The file that takes all that it prints, behind what is in it. */
  readonly log: string;
  /** Whether a Ctrl-C at the terminal is none of its business. */
  readonly detached: boolean;
}

/** What each service says when it is ready. */
const READY: Readonly<Partial<Record<TaskName, string>>> = {
  polybot: "talking to people",
  yolo5: "looking at pictures",
  chat: "Open http",
};

export interface Life {
  readonly child: Deno.ChildProcess;
  /** Rejects with a {@linkcode ServiceError} where it ends before. */
  readonly ready: Promise<void>;
  /** The exit code, when all that it printed is in the log. */
  readonly ended: Promise<number>;
}

/** Runs a file with this environment alone, as systemd does it. */
const executableCommand = (
  path: string,
  env: Readonly<Record<string, string>>,
  detached: boolean,
) =>
  new Deno.Command(path, {
    clearEnv: true,
    env: { ...env },
    cwd: "/",
    detached,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });

/** Begins one life of a service. */
export function beginLife(
  { name, task, executable, env, log, detached }: LifeOptions,
): Life {
  const command = executable
    ? executableCommand(executable, env, detached)
    : taskCommand(task, env, [], { detached });
  const child = command.spawn();
  const file = Deno.openSync(log, { create: true, append: true });
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  let last = "";
  const collect = async (stream: ReadableStream<Uint8Array>) => {
    for await (const part of stream) {
      file.writeSync(part);
      last = (last + new TextDecoder().decode(part)).slice(-2000);
      if (last.includes(READY[task] ?? "")) resolve();
    }
  };
  const collected = Promise.all([collect(child.stdout), collect(child.stderr)]);
  const ended = (async () => {
    await collected;
    file.close();
    const { code } = await child.status;
    reject(
      new ServiceError(`Cannot start ${name}: it ended with ${code}\n${last}`),
    );
    return code;
  })();
  ready.catch(() => {});
  return { child, ready, ended };
}
