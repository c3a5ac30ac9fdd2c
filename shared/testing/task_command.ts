/**
 * A task of deno.json as a command, with the task's own permissions and
 * environment.
 *
 * @module
 */
import config from "../../deno.json" with { type: "json" };

const ROOT = new URL("../../", import.meta.url);

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
