/**
 * Stand-ins for EC2 hosts: Debian with systemd and sshd, in a network of their
 * own on this machine. `hosts.sh` runs them.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { startLineProcess } from "../processes/line_process.ts";
import { type Host, openHost } from "./host.ts";
import { HOSTS_FOLDER, hostsMissing } from "./hosts_base.ts";

export { type Host, waitForBoot } from "./host.ts";
export { hostsMissing } from "./hosts_base.ts";

const PROGRAM = fileURLToPath(new URL("hosts.sh", import.meta.url));

export interface Lab extends AsyncDisposable {
  /** The address at which the hosts reach this machine: their gateway. */
  readonly address: string;
  /** Boots a host. @param name lower-case letters and digits */
  startHost(name: string): Promise<Host>;
}

/**
 * Opens a lab with a network of its own and no hosts. The lab and its hosts end
 * with this process at the latest.
 *
 * @throws {Error} when hosts cannot run here, with the reason
 */
export async function openLab(): Promise<Lab> {
  const missing = hostsMissing();
  if (missing) throw new Error(`Cannot open a lab: ${missing}`);
  const program = startLineProcess(PROGRAM, {
    args: [HOSTS_FOLDER],
    // Ctrl-C at the terminal must not end hosts before their disks are removed
    detached: true,
  });
  const address = await program.nextLine();
  return {
    address,
    async startHost(name) {
      const answer = await program.sendLine(`up ${name}`);
      if (!/^[\d.]+$/.test(answer)) {
        throw new Error(`Cannot start ${name}: ${answer}`);
      }
      const stop = async () => void await program.sendLine(`down ${name}`);
      return openHost(name, answer, stop);
    },
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}
