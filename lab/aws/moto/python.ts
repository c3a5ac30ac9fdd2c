/**
 * Finds the Python that runs moto, and creates `.venv` for it if it is missing.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  findPython as findSystemPython,
  install,
  isInstalled,
  type Venv,
} from "../../python_venv.ts";

const path = (relative: string) =>
  fileURLToPath(new URL(relative, import.meta.url));

const REQUIREMENTS = path("requirements.txt");
const VENV: Venv = {
  folder: path("../../../.venv"),
  requirements: [REQUIREMENTS],
  stamp: [
    "requirements.sha256",
    createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex"),
  ],
  pythons: ["python3", "python3.13", "python3.12", "python3.11"],
  versionCheck: "sys.version_info >= (3, 11)",
};

/** Returned by {@linkcode ensurePython} where no Python can be used. */
export const PYTHON_IS_MISSING =
  "Python 3.11 or later with venv is not installed";

/**
 * Returns the Python that has moto: the one that POLYBOT_PYTHON names, or that
 * of `.venv`; `undefined` if {@linkcode ensurePython} has to create `.venv`
 * first.
 */
export function findPython(): string | undefined {
  return Deno.env.get("POLYBOT_PYTHON") ||
    (isInstalled(VENV) ? `${VENV.folder}/bin/python` : undefined);
}

/**
 * Creates `.venv` if it is missing or its requirements have changed, and prints that.
 *
 * @return why it could not be created, as a sentence
 */
export async function ensurePython(): Promise<string | undefined> {
  if (findPython()) return undefined;
  const python = await findSystemPython(VENV);
  if (!python) return PYTHON_IS_MISSING;
  console.log("── Installing moto (AWS's protocol on this machine) in .venv");
  return await install(VENV, python);
}
