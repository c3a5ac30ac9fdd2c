/**
 * A service as a child process that is started again when it dies, as systemd
 * does it on a machine.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import { taskCommand, type TaskName } from "../testing/task_command.ts";

/** Milliseconds between a service's death and its next start. */
const RESTART_AFTER = 500;

/** What each service says when it is ready. */
const READY: Readonly<Partial<Record<TaskName, string>>> = {
  polybot: "talking to people",
  yolo5: "looking at pictures",
  chat: "Open http",
};

export interface ServiceOptions {
  /** As people know it, like `polybot-1`. */
  readonly name: string;
  readonly task: TaskName;
  readonly env: Readonly<Record<string, string>>;
  /** Where it listens. */
  readonly address: string;
  /** The file that takes all that it prints, one life after the other. */
  readonly log: string;
  /** Whether it is started again when it dies. */
  readonly restart: boolean;
  /** Whether a Ctrl-C at the terminal is none of its business. */
  readonly detached: boolean;
  /** Is told when it dies. */
  say(sentence: string): void;
}

/** A line of a service's log. */
export interface LogLine {
  readonly level: string;
  readonly time: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

export interface Service {
  readonly name: string;
  readonly address: string;
  readonly log: string;
  /** The process' id; `undefined` while there is none. */
  readonly pid: number | undefined;
  /** How often it was started. */
  readonly starts: number;
  /**
   * Starts it; resolves when it is ready.
   *
   * @throws {Error} when it ends before, with what it printed last
   */
  start(): Promise<void>;
  /** Sends a signal that it dies of; it is started again where it is to be. */
  kill(signal: Deno.Signal): void;
  /** Ends it for good, or until `start()`. @return the exit code */
  stop(signal?: Deno.Signal): Promise<number>;
  /** The lines that it logged in all of its lives. */
  lines(): LogLine[];
}

interface Life {
  readonly child: Deno.ChildProcess;
  readonly ready: Promise<void>;
  /** The exit code, when all that it printed is in the log. */
  readonly ended: Promise<number>;
}

/** Begins one life of a service. */
function begin({ name, task, env, log, detached }: ServiceOptions): Life {
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
    reject(new Error(`Cannot start ${name}: it ended with ${code}\n${last}`));
    return code;
  })();
  ready.catch(() => {});
  return { child, ready, ended };
}

/** A service that is not started yet. */
export function openService(options: ServiceOptions): Service {
  const { name, address, log, restart, say } = options;
  let life: Life | undefined;
  let isWanted = false;
  let starts = 0;

  async function live() {
    const { ended } = life = begin(options);
    starts++;
    const code = await ended;
    life = undefined;
    if (!isWanted) return;
    say(`${name} ended with ${code}${restart ? ": starting it again" : ""}`);
    if (!restart) return;
    await pause(RESTART_AFTER);
    if (isWanted) live();
  }

  // it never outlives a program that exits
  globalThis.addEventListener("unload", () => life?.child.kill("SIGKILL"));
  return {
    name,
    address,
    log,
    get pid() {
      return life?.child.pid;
    },
    get starts() {
      return starts;
    },
    async start() {
      isWanted = true;
      live();
      try {
        await life?.ready;
      } catch (error) {
        isWanted = false;
        throw error;
      }
    },
    kill(signal) {
      life?.child.kill(signal);
    },
    async stop(signal = "SIGTERM") {
      isWanted = false;
      if (!life) return 0;
      const { child, ended } = life;
      child.kill(signal);
      return await ended;
    },
    lines: () =>
      Deno.readTextFileSync(log).split("\n").filter((line) =>
        line.startsWith("{") && line.endsWith("}")
      ).map((line) => JSON.parse(line)),
  };
}
