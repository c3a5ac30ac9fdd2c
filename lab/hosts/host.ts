/**
 * One host, over SSH.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import { runCommand } from "../processes/run_command.ts";
import { HOSTS_KEY } from "./hosts_base.ts";

/** Milliseconds that a boot may take. */
const BOOT_TIMEOUT = 60_000;
/** Milliseconds between two attempts to reach a host that boots. */
const BOOT_INTERVAL = 100;

export interface Host extends AsyncDisposable {
  readonly name: string;
  /** The address at which this machine and the other hosts reach it. */
  readonly address: string;
  /** The file of the private key for user `ubuntu`. */
  readonly keyFile: string;
  /**
   * Runs a command line as user `ubuntu`, who may `sudo`, and returns its output.
   *
   * @throws {Error} with the output, when the exit code is not 0
   */
  ssh(command: string): Promise<string>;
  /** Writes a file that everyone may read, and creates its folder. */
  write(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Reboots the host and waits until it can be reached again. */
  reboot(): Promise<void>;
}

/** Every host is new, and so is its key. */
const OPTIONS = [
  "StrictHostKeyChecking=no",
  "UserKnownHostsFile=/dev/null",
  "LogLevel=ERROR",
  "ConnectTimeout=5",
  "BatchMode=yes",
].flatMap((option) => ["-o", option]);

/** Opens the host that runs at `address`; disposing it calls `stop`. */
export function openHost(
  name: string,
  address: string,
  stop: () => Promise<void>,
): Host {
  async function ssh(command: string, input?: Uint8Array<ArrayBuffer>) {
    const args = [...OPTIONS, "-i", HOSTS_KEY, `ubuntu@${address}`, command];
    const { code, stdout, output } = await runCommand("ssh", { args }, input);
    if (code === 0) return stdout;
    throw new Error(`Cannot run '${command}' on ${name}: ${output}`);
  }
  const host: Host = {
    name,
    address,
    keyFile: HOSTS_KEY,
    ssh: (command) => ssh(command),
    async write(path, bytes) {
      await ssh(`sudo install -D -m 644 /dev/stdin '${path}'`, bytes);
    },
    async reboot() {
      const before = await bootTimeOf(host);
      // the connection may end before the command does
      await ssh("sudo systemctl reboot").catch(() => {});
      await waitForBoot(host, before);
    },
    [Symbol.asyncDispose]: stop,
  };
  return host;
}

/** Returns when a host's systemd started: the kernel, and so its boot id, is this machine's. */
const bootTimeOf = (host: Host) => host.ssh("cut -d' ' -f22 /proc/1/stat");

/**
 * Waits until a host can be reached.
 *
 * @param before the time of an earlier boot, which does not count
 * @throws {Error} after a minute
 */
export async function waitForBoot(host: Host, before?: string): Promise<void> {
  const deadline = Date.now() + BOOT_TIMEOUT;
  while (await bootTimeOf(host).catch(() => before) === before) {
    if (Date.now() > deadline) throw new Error(`${host.name} does not boot`);
    await pause(BOOT_INTERVAL);
  }
}
