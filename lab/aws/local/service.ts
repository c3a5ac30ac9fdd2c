/**
 * A service as a child process that is restarted when it dies, the way systemd
 * does it.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import {
  type RunningProcess,
  startProcess,
} from "../../processes/running_process.ts";
import { type LogLine, taskCommand } from "../../processes/task.ts";

/** Milliseconds between a service's death and its restart. */
const RESTART_DELAY = 500;

/** Matches the output of each service when it is ready. */
const READY = {
  polybot: /talking to users/,
  yolo5: /detecting objects/,
  chat: /Open http/,
};

export interface ServiceOptions {
  /** Names it to people, like `polybot-1`. */
  readonly name: string;
  readonly task: keyof typeof READY;
  /** An executable that is run instead of the task. */
  readonly executable?: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  /** The address it listens on. */
  readonly address: string;
  /** The file that its output is appended to. */
  readonly log: string;
  /** Restarts the service when it dies. @default false */
  readonly restart?: boolean;
  /** Makes the service ignore Ctrl-C at the terminal. @default false */
  readonly detached?: boolean;
  /** Receives a sentence when it dies. */
  readonly say?: (sentence: string) => void;
}

export interface Service {
  readonly name: string;
  readonly address: string;
  readonly log: string;
  /** The id of the process, while there is one. */
  readonly pid: number | undefined;
  /** `true` while it runs and has reported that it is ready. */
  readonly isReady: boolean;
  /** Number of starts. */
  readonly starts: number;
  /**
   * Starts it; resolves when it is ready.
   *
   * @throws {ProcessError} when it ends before
   */
  start(): Promise<void>;
  /** Sends a signal that ends it; it is restarted where it should be. */
  kill(signal: Deno.Signal): void;
  /** Ends it until `start()` is called. @return the exit code */
  stop(signal?: Deno.Signal): Promise<number>;
  /** Returns the lines that all its processes logged. */
  lines(): LogLine[];
}

/** Prepares a service that is not started yet. */
export function openService(options: ServiceOptions): Service {
  const { name, task, log, restart = false, say = () => {} } = options;
  let current: RunningProcess | undefined;
  let isWanted = false;
  let isReady = false;
  let starts = 0;

  function begin(): Promise<unknown> {
    const file = Deno.openSync(log, { create: true, append: true });
    const process = startProcess(
      name,
      commandFor(options),
      (bytes) => file.writeSync(bytes),
    );
    current = process;
    starts++;
    process.ended.then(async (code) => {
      file.close();
      current = undefined;
      isReady = false;
      if (!isWanted) return;
      say(`${name} ended with ${code}${restart ? ": restarting it" : ""}`);
      if (!restart) return;
      await pause(RESTART_DELAY);
      if (isWanted && !current) begin().catch(() => {});
    });
    return process.printed(READY[task]).then(() => isReady = true);
  }

  const kill = (signal: Deno.Signal) => current?.kill(signal);

  // it must not outlive this program
  globalThis.addEventListener("unload", () => kill("SIGKILL"));
  return {
    name,
    address: options.address,
    log,
    get pid() {
      return current?.pid;
    },
    get isReady() {
      return isReady;
    },
    get starts() {
      return starts;
    },
    async start() {
      isWanted = true;
      try {
        await (current ? current.printed(READY[task]) : begin());
      } catch (error) {
        isWanted = false;
        throw error;
      }
    },
    kill,
    async stop(signal = "SIGTERM") {
      isWanted = false;
      return await current?.end(signal) ?? 0;
    },
    lines: () => Deno.readTextFileSync(log).split("\n").flatMap(readLine),
  };
}

/** Returns the command of the task, or of an executable that gets only these variables, as under systemd. */
const commandFor = ({ task, executable, env, detached }: ServiceOptions) =>
  executable
    ? new Deno.Command(executable, {
      clearEnv: true,
      env: { ...env },
      cwd: "/",
      detached: detached ?? false,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    })
    : taskCommand(task, env, [], { detached: detached ?? false });

/** Reads a line of the log; returns nothing for other output and for lines that a kill cut short. */
function readLine(line: string): LogLine[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}
