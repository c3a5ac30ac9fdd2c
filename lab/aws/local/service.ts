/**
 * A service as a child process that is started again when it dies, as systemd
 * does it on a machine.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import { beginLife, type Life, type LifeOptions } from "./service_life.ts";

/** Milliseconds between a service's death and its next start. */
const RESTART_AFTER = 500;

export interface ServiceOptions extends LifeOptions {
  /** Where it listens. */
  readonly address: string;
  /** Whether it is started again when it dies. */
  readonly restart: boolean;
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
  /** Whether it lives and said that it is ready. */
  readonly isReady: boolean;
  /** How often it was started. */
  readonly starts: number;
  /**
   * Starts it; resolves when it is ready.
   *
   * @throws {ServiceError} when it ends before, with what it printed last
   */
  start(): Promise<void>;
  /** Sends a signal that it dies of; it is started again where it is to be. */
  kill(signal: Deno.Signal): void;
  /** Ends it for good, or until `start()`. @return the exit code */
  stop(signal?: Deno.Signal): Promise<number>;
  /** The lines that it logged in all of its lives. */
  lines(): LogLine[];
}

/** A service that is not started yet. */
export function openService(options: ServiceOptions): Service {
  const { name, address, log, restart, say } = options;
  let life: Life | undefined;
  let isWanted = false;
  let isReady = false;
  let starts = 0;

  async function live() {
    const { ended, ready } = life = beginLife(options);
    starts++;
    ready.then(() => isReady = true, () => {});
    const code = await ended;
    life = undefined;
    isReady = false;
    if (!isWanted) return;
    say(`${name} ended with ${code}${restart ? ": starting it again" : ""}`);
    if (!restart) return;
    await pause(RESTART_AFTER);
    if (isWanted && !life) live();
  }

  function send(signal: Deno.Signal) {
    try {
      life?.child.kill(signal);
    } catch {
      // it ended by itself
    }
  }

  // it never outlives a program that exits
  globalThis.addEventListener("unload", () => send("SIGKILL"));
  return {
    name,
    address,
    log,
    get pid() {
      return life?.child.pid;
    },
    get isReady() {
      return isReady;
    },
    get starts() {
      return starts;
    },
    async start() {
      isWanted = true;
      if (!life) live();
      try {
        await life?.ready;
      } catch (error) {
        isWanted = false;
        throw error;
      }
    },
    kill: send,
    async stop(signal = "SIGTERM") {
      isWanted = false;
      send(signal);
      return await life?.ended ?? 0;
    },
    lines: () => Deno.readTextFileSync(log).split("\n").flatMap(readLine),
  };
}

/** A line of the log as one, and none for what else was printed, or cut short by a kill. */
function readLine(line: string): LogLine[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}
