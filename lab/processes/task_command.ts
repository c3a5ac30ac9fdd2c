/**
 * A task of deno.json as a command, with the task's own permissions and
 * environment.
 *
 * @module
 */
import config from "../../deno.json" with { type: "json" };

const ROOT = new URL("../../", import.meta.url);

/** Milliseconds: a task that should have ended by itself is ended then. */
const PATIENCE = 60_000;

export type TaskName = keyof typeof config.tasks;

/** Prepares a task that listens on a free port, unless `env` has another PORT; its output is piped. */
export function taskCommand(
  task: TaskName,
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  options: Pick<Deno.CommandOptions, "signal" | "detached"> = {},
): Deno.Command {
  const words = config.tasks[task].command.split(" ");
  const deno = words.indexOf("deno");
  const taskEnv = words.slice(0, deno).map((word) => word.split("="));
  return new Deno.Command(Deno.execPath(), {
    args: [...words.slice(deno + 1), ...args],
    cwd: ROOT,
    env: { PORT: "0", ...Object.fromEntries(taskEnv), ...env },
    ...options,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

/** Runs a task until it ends by itself. */
export async function runTask(
  task: TaskName,
  env: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const signal = AbortSignal.timeout(PATIENCE);
  const { code, stdout, stderr } = await taskCommand(task, env, args, {
    signal,
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** Sends a signal to a process, which may have ended by itself, and waits for its end. @return the exit code */
export async function endProcess(
  child: Deno.ChildProcess,
  signal: Deno.Signal,
): Promise<number> {
  try {
    child.kill(signal);
  } catch {
    // it ended by itself
  }
  return (await child.status).code;
}
