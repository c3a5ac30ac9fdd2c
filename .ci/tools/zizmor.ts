import { fileURLToPath } from "node:url";
import { findAnsible } from "../../lab/operations/ansible_installs.ts";
import { defaultPython } from "../../lab/operations/playbook.ts";
import { isFile } from "../is_file.ts";
import { ansible } from "./ansible.ts";
import { cacheFolder } from "./cache.ts";
import { install } from "../command.ts";
import { defineTool } from "./tool.ts";

const REQUIREMENTS = fileURLToPath(
  new URL("../requirements.txt", import.meta.url),
);
const VERSION = Deno.readTextFileSync(REQUIREMENTS).match(/zizmor==(\S+)/)?.[1];
const FOLDER = cacheFolder(`zizmor-${VERSION}`);

/** Path of the program. */
export const ZIZMOR = `${FOLDER}/bin/zizmor`;

/** Linter for the security of workflows, in a Python package. */
export const zizmor = defineTool("zizmor", async () => {
  if (isFile(ZIZMOR)) return undefined;
  await ansible.ensure();
  const bin = findAnsible(defaultPython());
  if (!bin) return "there is no Python with pip to install zizmor with";
  const installed = await install(`zizmor in ${FOLDER}`, {
    command: `${bin}/python`,
    args: [
      ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
      ...["--target", FOLDER, "--requirement", REQUIREMENTS],
    ],
  });
  return installed ? undefined : "pip could not install zizmor";
});
