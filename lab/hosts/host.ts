/**
 * One host of the lab, by SSH.
 *
 * @module
 */
import { HOSTS_KEY } from "./hosts_base.ts";

/** Milliseconds that a host takes at the very most to come back from a reboot. */
const PATIENCE = 60_000;

export interface Host extends AsyncDisposable {
  readonly name: string;
  /** As this machine, and the other hosts, reach it. */
  readonly address: string;
  /** The file of the private key for user `ubuntu`. */
  readonly key: string;
  /**
   * Runs a command line as user `ubuntu`, who may `sudo`.
   *
   * @return what it printed
   * @throws {Error} with what it printed, when it ends with another code than 0
   */
  ssh(command: string): Promise<string>;
  /** Writes a file that everyone may read, and its folder. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Reboots it; resolves when it can be reached again. */
  reboot(): Promise<void>;
}

/** Each host is new, and so is its key. */
const OPTIONS = [
  "StrictHostKeyChecking=no",
  "UserKnownHostsFile=/dev/null",
  "LogLevel=ERROR",
  "ConnectTimeout=5",
  "BatchMode=yes",
].flatMap((option) => ["-o", option]);

/** A host that runs at `address`; `end` is what disposing it does. */
export function openHost(
  name: string,
  address: string,
  end: () => Promise<void>,
): Host {
  async function ssh(command: string, input?: Uint8Array): Promise<string> {
    const child = new Deno.Command("ssh", {
      args: [...OPTIONS, "-i", HOSTS_KEY, `ubuntu@${address}`, command],
      stdin: input ? "piped" : "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    if (input) {
      const writer = child.stdin.getWriter();
      await writer.write(input);
      await writer.close();
    }
    const { success, stdout, stderr } = await child.output();
    const text = new TextDecoder();
    const said = text.decode(stdout);
    if (success) return said;
    throw new Error(
      `Cannot do '${command}' on ${name}: ${said}${text.decode(stderr)}`,
    );
  }
  /** When its systemd started; the boot's id is of the kernel, which is this machine's. */
  const bootedAt = () => ssh("cut -d' ' -f22 /proc/1/stat");
  return {
    name,
    address,
    key: HOSTS_KEY,
    ssh: (command) => ssh(command),
    async write(path, bytes) {
      await ssh(`sudo install -D -m 644 /dev/stdin '${path}'`, bytes);
    },
    async reboot() {
      const before = await bootedAt();
      // the connection may end before the command does
      await ssh("sudo systemctl reboot").catch(() => {});
      const deadline = Date.now() + PATIENCE;
      while (await bootedAt().catch(() => before) === before) {
        if (Date.now() > deadline) {
          throw new Error(`${name} does not come back from its reboot`);
        }
      }
    },
    [Symbol.asyncDispose]: end,
  };
}
