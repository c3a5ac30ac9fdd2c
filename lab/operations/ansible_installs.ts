/**
 * Ansible for tests: one install for Python 3.11 and one for a later Python,
 * which get different versions. They are kept outside the project, as each
 * takes a minute and half a gigabyte.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findPython, install, isInstalled, type Venv } from "../python_venv.ts";
import { TOOL_CACHE } from "../tool_cache.ts";

/** The packages that an operator installs, and the linters. */
const REQUIREMENTS = ["../../ansible/requirements.txt", "requirements.txt"].map(
  (file) => fileURLToPath(new URL(file, import.meta.url)),
);

/** The Pythons that get different Ansibles; the first version that is found is used. */
const PYTHONS = {
  "3.11": ["3.11"],
  "3.12+": ["3.13", "3.12", "3.14"],
} as const;
export type PythonName = keyof typeof PYTHONS;
export const PYTHON_NAMES = Object.keys(PYTHONS) as PythonName[];

/** Changes with the requirements, so that an outdated install is not used. */
const hash = createHash("sha256");
for (const file of REQUIREMENTS) hash.update(readFileSync(file));
const VERSION = hash.digest("hex").slice(0, 12);

function venvOf(name: PythonName): Venv {
  const versions = PYTHONS[name];
  return {
    folder: join(TOOL_CACHE, `ansible-${name}-${VERSION}`),
    requirements: REQUIREMENTS,
    stamp: ["installed", ""],
    pythons: versions.flatMap((version) => [
      `python${version}`,
      "python3",
      ...pyenvPythons(version),
    ]),
    versionCheck: `'%d.%d' % sys.version_info[:2] in '${versions}'.split(',')`,
  };
}

/** Returns the folder of an install's commands; `undefined` if it is not installed. */
export function findAnsible(name: PythonName): string | undefined {
  const venv = venvOf(name);
  return isInstalled(venv) ? join(venv.folder, "bin") : undefined;
}

/** Returns why playbooks cannot run with that Python, as a sentence; `undefined` if they can. */
export function ansibleMissing(name: PythonName): string | undefined {
  return findAnsible(name)
    ? undefined
    : `Ansible for Python ${name} is not installed: 'deno task test --all' installs it if that Python is available`;
}

/**
 * Installs Ansible if it is missing, and prints that it does.
 *
 * @return why it could not be installed, as a sentence; `undefined` on success
 */
export async function ensureAnsible(
  name: PythonName,
): Promise<string | undefined> {
  if (findAnsible(name)) return undefined;
  const venv = venvOf(name);
  const python = await findPython(venv);
  if (!python) return `Python ${name} with venv is not installed`;
  console.log(`── Installing Ansible for Python ${name} in ${venv.folder}`);
  return await install(venv, python);
}

/** Lists pyenv's Pythons of a version: its own commands find only the selected one. */
function pyenvPythons(version: string): string[] {
  const root = Deno.env.get("PYENV_ROOT") || join(homedir(), ".pyenv");
  const versions = join(root, "versions");
  if (!existsSync(versions)) return [];
  return readdirSync(versions).filter((name) => name.startsWith(`${version}.`))
    .map((name) => join(versions, name, "bin/python"));
}
