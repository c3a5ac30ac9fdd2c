/**
 * What the lab's hosts begin with. It is kept outside of the project, as it
 * takes a minute and 350 MB.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TOOL_CACHE } from "../tool_cache.ts";

const PROGRAM = fileURLToPath(new URL("hosts_base.sh", import.meta.url));
/** Changes with what the hosts are made of, so that nothing old is found. */
const VERSION = createHash("sha256").update(readFileSync(PROGRAM))
  .digest("hex").slice(0, 12);

export const HOSTS_FOLDER = join(TOOL_CACHE, `hosts-${VERSION}`);
/** The private key of user `ubuntu`. */
export const HOSTS_KEY = join(HOSTS_FOLDER, "id_ed25519");
/** Written last. */
const STAMP = join(HOSTS_FOLDER, "made");

/** What makes hosts and runs them, by the packages of Debian that have it. */
const COMMANDS: Readonly<Record<string, string>> = {
  "systemd-container": "systemd-nspawn",
  debootstrap: "debootstrap",
  "openssh-client": "ssh-keygen",
  iproute2: "ip",
  procps: "pkill",
};

/** Why there can be no hosts here, in a sentence; `undefined` where there can. */
export function hostsMissing(): string | undefined {
  if (Deno.build.os !== "linux") return "the lab's hosts need Linux";
  if (Deno.uid() !== 0) return "the lab's hosts need root";
  return existsSync(STAMP) && missingPackages().length === 0
    ? undefined
    : "the lab's hosts are not made: 'deno task test --all' makes them where Debian's packages can be had";
}

/** The packages that hosts need and that are not installed. */
export function missingPackages(): string[] {
  const folders = ["/usr/bin", "/usr/sbin", "/bin", "/sbin"];
  return Object.entries(COMMANDS).flatMap(([name, command]) =>
    folders.some((folder) => existsSync(join(folder, command))) ? [] : [name]
  );
}

/** Makes what all hosts begin with. @return why that failed, in a sentence */
export async function makeHosts(): Promise<string | undefined> {
  console.log(`── Making what the lab's hosts begin with in ${HOSTS_FOLDER}`);
  const { success } = await new Deno.Command(PROGRAM, {
    args: [HOSTS_FOLDER],
    stdin: "null",
  }).spawn().status;
  if (!success) {
    return `'${PROGRAM}' failed, see ${join(HOSTS_FOLDER, "debootstrap.log")}`;
  }
  await Deno.writeTextFile(STAMP, "");
}
