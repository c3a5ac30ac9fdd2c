/**
 * Runs Packer in tests.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { type CommandRun, runCommand } from "../processes/run_command.ts";
import { findAnsible } from "./ansible_installs.ts";
import { checkLocalAws } from "./check_local_aws.ts";
import { defaultPython } from "./playbook.ts";

const TEMPLATE = fileURLToPath(new URL("../../packer/", import.meta.url));
const PLUGINS = ["amazon", "ansible"];

/** Returns why Packer cannot run here, as a sentence; `undefined` if it can. */
export async function packerMissing(): Promise<string | undefined> {
  const installed = await packer(["plugins", "installed"])
    .catch(() => undefined);
  if (!installed) return "packer is not on the PATH";
  const missing = PLUGINS.filter((name) =>
    !installed.output.includes(`/packer-plugin-${name}_`)
  );
  return missing.length === 0
    ? undefined
    : `packer's plugins are not installed (${missing}): 'packer init packer' installs them`;
}

/**
 * Runs Packer on the template, which may fail: check `code`.
 *
 * @param options.vars values for `-var`
 * @param options.aws the environment of a build: it must name an endpoint on this machine or in the lab
 */
export async function runPacker(
  command: string,
  { vars = {}, aws = {} }: {
    vars?: Readonly<Record<string, string>>;
    aws?: Readonly<Record<string, string>>;
  } = {},
): Promise<CommandRun> {
  if (command.startsWith("build")) checkLocalAws(aws);
  const options = Object.entries(vars)
    .flatMap(([name, value]) => ["-var", `${name}=${value}`]);
  const ansible = findAnsible(defaultPython());
  return await packer([...command.split(" "), ...options, TEMPLATE], {
    ...aws,
    PATH: `${ansible}:${Deno.env.get("PATH")}`,
  });
}

const packer = (args: string[], env: Readonly<Record<string, string>> = {}) =>
  runCommand("packer", { args, env: { CHECKPOINT_DISABLE: "1", ...env } });
