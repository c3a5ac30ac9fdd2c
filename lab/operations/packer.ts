/**
 * Packer in the tests: whether it is here, and a run of it.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { findAnsible } from "./ansible_installs.ts";
import { checkLocalAws } from "./local_aws.ts";
import { defaultPython } from "./playbook.ts";

/** The template's folder. */
export const PACKER = fileURLToPath(new URL("../../packer/", import.meta.url));

const PLUGINS = ["amazon", "ansible"];

export interface PackerRun {
  readonly code: number;
  /** All that was printed. */
  readonly output: string;
}

/** Why there can be no Packer here, in a sentence; `undefined` where there can. */
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

/** Runs Packer, which may fail: the caller looks at `code`. Variables are given as `-var` gives them. */
export async function runPacker(
  command: string,
  { vars = {}, aws = {} }: {
    vars?: Readonly<Record<string, string>>;
    /** Where AWS is, for a build: on this machine, or in the lab. */
    aws?: Readonly<Record<string, string>>;
  } = {},
): Promise<PackerRun> {
  if (command.startsWith("build")) checkLocalAws(aws);
  const options = Object.entries(vars).flatMap((
    [name, value],
  ) => ["-var", `${name}=${value}`]);
  const ansible = findAnsible(defaultPython());
  return await packer([...command.split(" "), ...options, PACKER], {
    ...aws,
    PATH: `${ansible}:${Deno.env.get("PATH")}`,
  });
}

async function packer(
  args: string[],
  more: Readonly<Record<string, string>> = {},
): Promise<PackerRun> {
  const { code, stdout, stderr } = await new Deno.Command("packer", {
    args,
    env: { CHECKPOINT_DISABLE: "1", ...more },
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  return { code, output: `${text.decode(stdout)}\n${text.decode(stderr)}` };
}
