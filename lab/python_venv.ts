/**
 * Python virtual environments with the packages that tests need.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { succeeds } from "./processes/succeeds.ts";

export interface Venv {
  readonly folder: string;
  /** The files that list its packages. */
  readonly requirements: readonly string[];
  /** A file in the folder, written once everything is installed, and its content. */
  readonly stamp: readonly [name: string, content: string];
  /** Commands that may be a suitable Python, the best first. */
  readonly pythons: readonly string[];
  /** A Python expression that checks `sys.version_info`. */
  readonly versionCheck: string;
}

export function isInstalled({ folder, stamp: [name, content] }: Venv): boolean {
  try {
    return readFileSync(join(folder, name), "utf8") === content;
  } catch {
    return false;
  }
}

/** Returns a suitable Python that can create virtual environments: Debian packages ensurepip separately. */
export async function findPython(
  { pythons, versionCheck }: Venv,
): Promise<string | undefined> {
  const check = `import sys, venv, ensurepip; sys.exit(not (${versionCheck}))`;
  for (const python of pythons) {
    const args = ["-c", check];
    if (await succeeds(python, { args, stderr: "null" })) return python;
  }
}

/** Creates a virtual environment. @return why that failed, as a sentence; `undefined` on success */
export async function install(
  { folder, requirements, stamp: [name, content] }: Venv,
  python: string,
): Promise<string | undefined> {
  const run = (command: string, ...args: string[]) =>
    succeeds(command, { args, env: { PIP_DISABLE_PIP_VERSION_CHECK: "1" } });
  if (!await run(python, "-m", "venv", "--clear", folder)) {
    return `'${python} -m venv ${folder}' failed`;
  }
  const pip = ["-m", "pip", "install", "--quiet"];
  const files = requirements.flatMap((file) => ["--requirement", file]);
  if (!await run(join(folder, "bin/python"), ...pip, ...files)) {
    return `pip could not install ${requirements.join(" and ")}`;
  }
  await Deno.writeTextFile(join(folder, name), content);
}
