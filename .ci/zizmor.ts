/**
 * zizmor, which looks for what makes a workflow unsafe; a program in a package
 * of Python's.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { findAnsible } from "../lab/operations/ansible_installs.ts";
import { defaultPython } from "../lab/operations/playbook.ts";
import { isFile } from "../shared/files/is_file.ts";
import { cached } from "./cache.ts";
import { run } from "./command.ts";

const REQUIREMENTS = fileURLToPath(
  new URL("requirements.txt", import.meta.url),
);
const VERSION = Deno.readTextFileSync(REQUIREMENTS).match(/zizmor==(\S+)/)?.[1];
const FOLDER = cached(`zizmor-${VERSION}`);
export const ZIZMOR = `${FOLDER}/bin/zizmor`;

/**
 * Installs zizmor where it is missing, and says so.
 *
 * @return why it could not be installed, in a sentence
 */
export async function ensureZizmor(): Promise<string | undefined> {
  if (isFile(ZIZMOR)) return undefined;
  const bin = findAnsible(defaultPython());
  if (!bin) return "there is no Python with pip to install zizmor with";
  console.log(`── Installing zizmor in ${FOLDER}`);
  const { success, output } = await run({
    command: `${bin}/python`,
    args: [
      ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
      ...["--target", FOLDER, "--requirement", REQUIREMENTS],
    ],
  });
  if (success) return undefined;
  console.log(output);
  return "pip could not install zizmor";
}
