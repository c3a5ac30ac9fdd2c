/**
 * The Python that runs moto: `.venv` in the project, made where it is missing.
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
/** Says for which requirements `.venv` was made; written last. */
const STAMP = `${VENV}/requirements.sha256`;

/** The names that Python goes by, the best first. */
const NAMES = ["python3", "python3.13", "python3.12", "python3.11"];
// Debian has ensurepip, without which venv fails, in a package of its own
const NEW_ENOUGH =
  "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))";

/** What `ensurePython` says where there is none to begin with. */
export const PYTHON_IS_MISSING =
  "Python 3.11 or later with venv is not installed";

/**
 * The Python to run moto with; `undefined` where `ensurePython` has to make
 * it first. The setting POLYBOT_PYTHON names one that has moto already.
 */
export function findPython(): string | undefined {
  return Deno.env.get("POLYBOT_PYTHON") ||
    (readStamp() === hashOfRequirements() ? `${VENV}/bin/python` : undefined);
}

/**
 * Makes `.venv` where it is missing, or its requirements changed, and says so.
 *
 * @return why it could not be made, in a sentence
 */
export async function ensurePython(): Promise<string | undefined> {
  if (findPython()) return undefined;
  const python = await findNewEnough();
  if (!python) return PYTHON_IS_MISSING;
  console.log("── Installing moto (AWS's protocol on this machine) in .venv");
  const isSound = await run(`${VENV}/bin/python`, "-c", "import pip");
  const made = isSound || await run(python, "-m", "venv", "--clear", VENV);
  if (!made) return `'${python} -m venv .venv' failed`;
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
