/**
 * Finds the Python that runs moto, and creates `.venv` for it where it is missing.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { succeeds } from "../../processes/succeeds.ts";

const path = (relative: string) =>
  fileURLToPath(new URL(relative, import.meta.url));

const REQUIREMENTS = path("requirements.txt");
const VENV = path("../../../.venv");
/** The file that records for which requirements `.venv` was made; written last. */
const STAMP = `${VENV}/requirements.sha256`;

/** Commands of Python, in order of preference. */
const NAMES = ["python3", "python3.13", "python3.12", "python3.11"];
// venv needs ensurepip, which is a separate package on Debian
const NEW_ENOUGH =
  "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))";

/** Returned by {@linkcode ensurePython} where no Python can be used. */
export const PYTHON_IS_MISSING =
  "Python 3.11 or later with venv is not installed";

/**
 * Returns the Python that has moto: the one that POLYBOT_PYTHON names, or that
 * of `.venv`; `undefined` where {@linkcode ensurePython} has to create `.venv`
 * first.
 */
export function findPython(): string | undefined {
  return Deno.env.get("POLYBOT_PYTHON") ||
    (readStamp() === hashOfRequirements() ? `${VENV}/bin/python` : undefined);
}

/**
 * Creates `.venv` where it is missing or its requirements have changed, and prints that.
 *
 * @return why it could not be created, as a sentence
 */
export async function ensurePython(): Promise<string | undefined> {
  if (findPython()) return undefined;
  const python = await findNewEnough();
  if (!python) return PYTHON_IS_MISSING;
  console.log("── Installing moto (AWS's protocol on this machine) in .venv");
  const works = await run(`${VENV}/bin/python`, "-c", "import pip");
  const created = works || await run(python, "-m", "venv", "--clear", VENV);
  if (!created) return `'${python} -m venv .venv' failed`;
  const pip = ["-m", "pip", "install", "--quiet", "--requirement"];
  if (!await run(`${VENV}/bin/python`, ...pip, REQUIREMENTS)) {
    return "pip could not install lab/aws/moto/requirements.txt";
  }
  await Deno.writeTextFile(STAMP, hashOfRequirements());
}

async function findNewEnough(): Promise<string | undefined> {
  for (const name of NAMES) {
    if (await run(name, "-c", NEW_ENOUGH)) return name;
  }
}

const hashOfRequirements = () =>
  createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex");

function readStamp(): string | undefined {
  try {
    return readFileSync(STAMP, "utf8");
  } catch {
    return undefined;
  }
}

const run = (command: string, ...args: string[]) =>
  succeeds(command, { args, env: { PIP_DISABLE_PIP_VERSION_CHECK: "1" } });
