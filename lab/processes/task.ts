/**
 * Runs tasks of deno.json as processes, with the task's own permissions and
 * environment.
 *
 * @module
 */
import config from "../../deno.json" with { type: "json" };
import { type RunningProcess, startProcess } from "./running_process.ts";

const ROOT = new URL("../../", import.meta.url);

/** Milliseconds after which a task that should have ended is stopped. */
const TIMEOUT = 60_000;

export type TaskName = keyof typeof config.tasks;
type Env = Readonly<Record<string, string>>;

/** Prepares a task that listens on a free port, unless `env` has another PORT. Its output is piped. */
export function taskCommand(
  task: TaskName,
  env: Env,
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

/** Runs a task until it ends. */
export async function runTask(task: TaskName, env: Env, ...args: string[]) {
  const signal = AbortSignal.timeout(TIMEOUT);
  const command = taskCommand(task, env, args, { signal });
  const { code, stdout, stderr } = await command.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** A task with a chat page. */
export interface StartedTask extends RunningProcess {
  /** The address of the chat page. */
  readonly address: string;
}

/** Starts a task and waits until it prints the address of its chat page. */
export async function startTask(
  env: Env,
  task: "start" | "chat" | "aws:local" = "start",
): Promise<StartedTask> {
  const process = startProcess(task, taskCommand(task, env));
  return { ...process, address: await process.printed(/Open (http:\S+)/) };
}

/** A line of a service's log. */
export interface LogLine {
  readonly level: string;
  readonly time: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** A running service. */
export interface StartedService extends RunningProcess {
  /** Returns the lines it logged so far. */
  lines(): LogLine[];
  /** Waits until it has logged this message. @return the first such line */
  logged(msg: string): Promise<LogLine>;
}

/** Starts a service. */
export function startService(
  service: "polybot" | "yolo5",
  env: Env,
): StartedService {
  const process = startProcess(service, taskCommand(service, env));
  const lines = (): LogLine[] =>
    process.stdout().split("\n").slice(0, -1).map((line) => JSON.parse(line));
  return {
    ...process,
    lines,
    async logged(msg) {
      return JSON.parse(await process.printed(logLine(msg)));
    },
  };
}

/** Matches the whole line of a log that has this message. */
const logLine = (msg: string) => new RegExp(`^.*"msg":"${msg}".*(?=\\n)`, "m");
