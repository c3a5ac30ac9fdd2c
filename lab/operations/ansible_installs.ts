/**
 * Ansible for the tests: one install for Python 3.11 and one for a later
 * Python, as they get other versions of it. They are kept outside of the
 * project, as each takes a minute and half a gigabyte.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { succeeds } from "../processes/succeeds.ts";

/** What is installed: what an operator installs, and the linters. */
const REQUIREMENTS = ["../../ansible/requirements.txt", "requirements.txt"].map(
  (file) => fileURLToPath(new URL(file, import.meta.url)),
);

/** The Pythons that get another Ansible, by what the tests call them. */
const PYTHONS = {
  "3.11": ["3.11"],
  "3.12+": ["3.13", "3.12", "3.14"],
} as const;
export type PythonName = keyof typeof PYTHONS;
export const PYTHON_NAMES = Object.keys(PYTHONS) as PythonName[];

/** Where what is slow to make is kept between clones: the setting POLYBOT_CACHE, or the person's cache. */
export const CACHE = Deno.env.get("POLYBOT_CACHE") ||
  join(Deno.env.get("XDG_CACHE_HOME") || join(homedir(), ".cache"), "polybot");

/** Changes with the requirements, so that nothing old is found. */
const hash = createHash("sha256");
for (const file of REQUIREMENTS) hash.update(readFileSync(file));
const VERSION = hash.digest("hex").slice(0, 12);

const folderOf = (name: PythonName) =>
  join(CACHE, `ansible-${name}-${VERSION}`);
/** Written last. */
const stampOf = (name: PythonName) => join(folderOf(name), "installed");

/** The folder of an install's commands; `undefined` where it is not installed. */
export function findAnsible(name: PythonName): string | undefined {
  try {
    Deno.statSync(stampOf(name));
    return join(folderOf(name), "bin");
  } catch {
    return undefined;
  }
}

/** Why the playbooks cannot run with that Python, in a sentence; `undefined` where they can. */
export function ansibleMissing(name: PythonName): string | undefined {
  return findAnsible(name)
    ? undefined
    : `Ansible for Python ${name} is not installed: 'deno task test --all' installs it where there is such a Python`;
}

/**
 * Installs Ansible where it is missing, and says so.
 *
 * @return why it could not be installed, in a sentence
 */
export async function ensureAnsible(
  name: PythonName,
): Promise<string | undefined> {
  if (findAnsible(name)) return undefined;
  const python = await findPython(PYTHONS[name]);
  if (!python) return `Python ${name} with venv is not installed`;
  const folder = folderOf(name);
  console.log(`── Installing Ansible for Python ${name} in ${folder}`);
  if (!await run(python, "-m", "venv", "--clear", folder)) {
    return `'${python} -m venv' failed`;
  }
  const pip = ["-m", "pip", "install", "--quiet"];
  const files = REQUIREMENTS.flatMap((file) => ["--requirement", file]);
  if (!await run(join(folder, "bin/python"), ...pip, ...files)) {
    return "pip could not install ansible/requirements.txt";
  }
  await Deno.writeTextFile(stampOf(name), "");
}

/** The first of these versions that is on the PATH, or that pyenv has. */
async function findPython(
  versions: readonly string[],
): Promise<string | undefined> {
  for (const version of versions) {
    const check =
      `import sys, venv, ensurepip; sys.exit('%d.%d' % sys.version_info[:2] != '${version}')`;
    const names = [`python${version}`, "python3", ...pyenvPythons(version)];
    for (const python of names) {
      if (await run(python, "-c", check)) return python;
    }
  }
}

/** pyenv's own commands answer only for the version that is switched on. */
function pyenvPythons(version: string): string[] {
  const root = join(
    Deno.env.get("PYENV_ROOT") || join(homedir(), ".pyenv"),
    "versions",
  );
  try {
    return readdirSync(root).filter((name) => name.startsWith(`${version}.`))
      .map((name) => join(root, name, "bin/python"));
  } catch {
    return [];
  }
}

const run = (command: string, ...args: string[]) =>
  succeeds(command, {
    args,
    stderr: args[0] === "-c" ? "null" : "inherit",
    env: { PIP_DISABLE_PIP_VERSION_CHECK: "1" },
  });
