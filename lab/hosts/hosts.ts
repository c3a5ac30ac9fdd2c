/**
 * Stand-ins for EC2 hosts: Debian with systemd and sshd, in a network of
 * their own on this machine. `hosts.sh` runs them.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { type Host, openHost } from "./host.ts";
import { HOSTS_FOLDER, hostsMissing } from "./hosts_base.ts";

export type { Host } from "./host.ts";
export { hostsMissing } from "./hosts_base.ts";

const PROGRAM = fileURLToPath(new URL("hosts.sh", import.meta.url));

export interface Lab extends AsyncDisposable {
  /** The address at which the hosts reach this machine: their gateway. */
  readonly address: string;
  /** Boots a host; a name has small letters and digits. */
  startHost(name: string): Promise<Host>;
}

/**
 * Opens a lab without hosts, with a network that no other lab on this machine
 * has. It ends with this process at the latest, and its hosts with it.
 *
 * @throws {Error} when there can be none
 */
export async function openLab(): Promise<Lab> {
  const missing = hostsMissing();
  if (missing) throw new Error(`Cannot open a lab: ${missing}`);
  const child = new Deno.Command(PROGRAM, {
    args: [HOSTS_FOLDER],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
    // a Ctrl-C at the terminal would end hosts before they are cleared away
    detached: true,
  }).spawn();
  const input = child.stdin.getWriter();
  const lines = readLines(child.stdout);

  /** What is asked is answered in order, by a line each. */
  let last: Promise<unknown> = Promise.resolve();
  function ask(line: string): Promise<string> {
    const answer = last.then(async () => {
      await input.write(new TextEncoder().encode(`${line}\n`));
      return await lines.next();
    });
    last = answer.catch(() => {});
    return answer;
  }

  const address = await lines.next();
  return {
    address,
    async startHost(name) {
      const answer = await ask(`up ${name}`);
      if (!/^[\d.]+$/.test(answer)) {
        throw new Error(`Cannot start ${name}: ${answer}`);
      }
      return openHost(name, answer, async () => void await ask(`down ${name}`));
    },
    async [Symbol.asyncDispose]() {
      await last;
      await input.close();
      await lines.cancel();
      await child.status;
    },
  };
}

function readLines(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    /** @throws {Error} when there are no more */
    async next(): Promise<string> {
      while (!text.includes("\n")) {
        const { done, value } = await reader.read();
        if (done) throw new Error("The lab ended by itself");
        text += value;
      }
      const [line = "", ...rest] = text.split("\n");
      text = rest.join("\n");
      return line;
    },
    cancel: () => reader.cancel(),
  };
}
