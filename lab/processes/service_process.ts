/**
 * A service as a process of its own, run as its task runs it, with the task's
 * own permissions.
 *
 * @module
 */
import { endProcess, taskCommand } from "./task_command.ts";
import { until } from "../until.ts";

export type ServiceName = "polybot" | "yolo5";

/** A line of the service's log. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

export interface ServiceProcess extends AsyncDisposable {
  readonly pid: number;
  /** What it logged so far. */
  lines(): LogLine[];
  /** The first line of this message, waiting for it if need be. */
  logged(msg: string): Promise<LogLine>;
  /** Sends a signal and waits for the end. @return the exit code */
  end(signal: "SIGTERM" | "SIGINT" | "SIGKILL"): Promise<number>;
}

/** Starts a service; disposing kills it. */
export function startService(
  service: ServiceName,
  env: Readonly<Record<string, string>>,
): ServiceProcess {
  const child = taskCommand(service, env).spawn();
  const output = { stdout: "", stderr: "" };
  const collect = async (name: keyof typeof output) => {
    for await (
      const part of child[name].pipeThrough(new TextDecoderStream())
    ) output[name] += part;
  };
  const collected = Promise.all([collect("stdout"), collect("stderr")]);
  let ended: number | undefined;
  child.status.then(({ code }) => ended = code);
  const lines = () =>
    output.stdout.split("\n").slice(0, -1).map((line) => JSON.parse(line));
  async function end(signal: Deno.Signal) {
    const code = await endProcess(child, signal);
    await collected;
    return code;
  }
  return {
    pid: child.pid,
    lines,
    async logged(msg) {
      const find = () => lines().find((line) => line.msg === msg);
      await until(() => {
        if (ended === undefined) return find() !== undefined;
        throw new Error(`${service} ended with ${ended}: ${output.stderr}`);
      });
      return find();
    },
    end,
    async [Symbol.asyncDispose]() {
      await end("SIGKILL");
    },
  };
}
