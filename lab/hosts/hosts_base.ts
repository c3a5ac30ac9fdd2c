/**
 * The root file system that all hosts share. It is kept outside the project, as
 * making it takes a minute and 350 MB.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TOOL_CACHE } from "../tool_cache.ts";

const PROGRAM = fileURLToPath(new URL("hosts_base.sh", import.meta.url));
/** Changes with the program, so that an outdated file system is not used. */
const VERSION = createHash("sha256").update(readFileSync(PROGRAM))
  .digest("hex").slice(0, 12);

export const HOSTS_FOLDER = join(TOOL_CACHE, `hosts-${VERSION}`);
/** The private key of user `ubuntu`. */
export const HOSTS_KEY = join(HOSTS_FOLDER, "id_ed25519");
/** Created once everything else is. */
const STAMP = join(HOSTS_FOLDER, "made");

/** The commands that make and run hosts, by their Debian packages. */
const COMMANDS: Readonly<Record<string, string>> = {
  "systemd-container": "systemd-nspawn",
  debootstrap: "debootstrap",
  "openssh-client": "ssh-keygen",
  iproute2: "ip",
  procps: "pkill",
};

/** Returns why hosts cannot run here, as a sentence; `undefined` if they can. */
export function hostsMissing(): string | undefined {
  if (Deno.build.os !== "linux") return "the hosts need Linux";
  if (Deno.uid() !== 0) return "the hosts need root";
  return existsSync(STAMP) && missingPackages().length === 0
    ? undefined
    : "the hosts have no root file system: 'deno task test --all' makes it where Debian's packages can be installed";
}

/** Returns the Debian packages that hosts need and that are not installed. */
export function missingPackages(): string[] {
  const folders = ["/usr/bin", "/usr/sbin", "/bin", "/sbin"];
  return Object.entries(COMMANDS).flatMap(([name, command]) =>
    folders.some((folder) => existsSync(join(folder, command))) ? [] : [name]
  );
}

/** Makes the root file system. @return why that failed, as a sentence; `undefined` on success */
export async function makeHosts(): Promise<string | undefined> {
  console.log(`── Making the root file system of the hosts in ${HOSTS_FOLDER}`);
  const { success } = await new Deno.Command(PROGRAM, {
    args: [HOSTS_FOLDER],
    stdin: "null",
  }).spawn().status;
  if (!success) {
    return `'${PROGRAM}' failed, see ${join(HOSTS_FOLDER, "debootstrap.log")}`;
  }
  await Deno.writeTextFile(STAMP, "");
}
