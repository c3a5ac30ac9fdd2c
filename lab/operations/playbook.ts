/**
 * Runs of playbooks, as an operator starts them.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CommandRun, runCommand } from "../processes/run_command.ts";
import {
  ansibleMissing,
  findAnsible,
  type PythonName,
} from "./ansible_installs.ts";
import { checkLocalAws } from "./check_local_aws.ts";

const ANSIBLE = fileURLToPath(new URL("../../ansible/", import.meta.url));

/** Returns the path of a playbook that only tests use. */
export const labPlaybook = (name: string) =>
  fileURLToPath(new URL(`playbooks/${name}.yaml`, import.meta.url));

export interface PlaybookOptions {
  /** The environment. AWS_ENDPOINT_URL must be on this machine or in the lab. */
  readonly env: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, unknown>>;
  /** The Python whose Ansible runs. @default the newest with Ansible */
  readonly python?: PythonName;
  /** Inventories in addition to the playbooks' own. */
  readonly inventories?: readonly string[];
  readonly args?: readonly string[];
}

/** The number of a host's tasks by outcome: ok, changed, unreachable, failed, rescued. */
export type HostRecap = Readonly<Record<string, number>>;

export interface PlaybookRun extends CommandRun {
  /** By the host's name. */
  readonly recap: Readonly<Record<string, HostRecap>>;
  /** The tasks that changed something, after their host: `localhost: network : Create the VPC`. */
  readonly changed: readonly string[];
}

/** Returns the newest Python that Ansible is installed for. */
export const defaultPython = (): PythonName =>
  ansibleMissing("3.12+") ? "3.11" : "3.12+";

/**
 * Runs a playbook, which may fail: check `code`.
 *
 * @throws {RangeError} unless `env` names an AWS on this machine or in the lab
 */
export async function runPlaybook(
  playbook: string,
  options: PlaybookOptions,
): Promise<PlaybookRun> {
  const { vars = {}, inventories = [], args = [] } = options;
  const run = await runAnsible("ansible-playbook", [
    ...inventories.flatMap((path) => ["--inventory", path]),
    ...args,
    "--extra-vars",
    JSON.stringify(vars),
    playbook,
  ], options);
  const { output } = run;
  return { ...run, recap: readRecap(output), changed: readChanged(output) };
}

/** Runs one of Ansible's commands in the folder of the playbooks. */
export async function runAnsible(
  command: string,
  args: readonly string[],
  { env, python = defaultPython() }: Pick<PlaybookOptions, "env" | "python">,
): Promise<CommandRun> {
  checkLocalAws(env);
  const bin = findAnsible(python);
  if (!bin) throw new Error(`Cannot run ${command}: ${ansibleMissing(python)}`);
  // the modules would look for a profile with an empty name
  const { AWS_PROFILE: _, ...inherited } = { ...Deno.env.toObject(), ...env };
  return await runCommand(join(bin, command), {
    args: [...args],
    cwd: ANSIBLE,
    clearEnv: true,
    env: {
      ...inherited,
      PATH: `${bin}:${Deno.env.get("PATH")}`,
      ANSIBLE_NOCOLOR: "1",
    },
  });
}

/** Reads the recap at the end of a playbook's output: `host : ok=3 changed=0 unreachable=0 …`. */
export function readRecap(output: string): Record<string, HostRecap> {
  const [, recap = ""] = output.split(/^PLAY RECAP \**$/m);
  const lines = recap.matchAll(/^(\S+)\s*: (ok=.*)$/gm);
  return Object.fromEntries(
    [...lines].map(([, host = "", counts = ""]) => {
      const pairs = [...counts.matchAll(/(\w+)=(\d+)/g)]
        .map(([, name = "", count]) => [name, Number(count)]);
      return [host, Object.fromEntries(pairs)];
    }),
  );
}

/** Reads which tasks changed which hosts. */
export function readChanged(output: string): string[] {
  let task = "";
  const changed: string[] = [];
  for (const line of output.split("\n")) {
    task = line.match(/^(?:TASK|RUNNING HANDLER) \[(.*?)\] \**$/)?.[1] ?? task;
    const host = line.match(/^changed: \[([^\]\s]+)/)?.[1];
    if (host) changed.push(`${host}: ${task}`);
  }
  return changed;
}
