/**
 * One life of a service: its process, from its start to its end.
 *
 * @module
 */
import { taskCommand, type TaskName } from "../testing/task_command.ts";

/** A service did not start. */
export class ServiceError extends Error {
  override name = "ServiceError";
}

export interface LifeOptions {
  /** As people know it, like `polybot-1`. */
  readonly name: string;
  readonly task: TaskName;
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

/** Begins one life of a service. */
export function beginLife(
  { name, task, env, log, detached }: LifeOptions,
): Life {
  const child = taskCommand(task, env, [], { detached }).spawn();
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
