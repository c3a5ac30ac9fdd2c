/**
 * A run of a playbook, as an operator starts it.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkLocalAws } from "./local_aws.ts";
import {
  ansibleMissing,
  findAnsible,
  type PythonName,
} from "./ansible_installs.ts";

/** The folder of the playbooks. */
export const ANSIBLE = fileURLToPath(
  new URL("../../ansible/", import.meta.url),
);

/** A playbook that only tests use, as a path. */
export const labPlaybook = (name: string) =>
  fileURLToPath(new URL(`playbooks/${name}.yaml`, import.meta.url));

export interface PlaybookOptions {
  /** Where AWS is, and who asks: must name an AWS_ENDPOINT_URL on this machine or in the lab. */
  readonly env: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, unknown>>;
  /** Whose Ansible, default that of the later Python that is installed. */
  readonly python?: PythonName;
  /** Sources of the inventory beside the playbook's own, as paths. */
  readonly inventories?: readonly string[];
  readonly args?: readonly string[];
}

/** How often a host's tasks ended how. */
export interface HostRecap {
  readonly ok: number;
  readonly changed: number;
  readonly unreachable: number;
  readonly failed: number;
  readonly rescued: number;
}

export interface PlaybookRun {
  readonly code: number;
  /** All that was printed. */
  readonly output: string;
  /** By the host's name. */
  readonly recap: Readonly<Record<string, HostRecap>>;
  /** The tasks that changed something, with the host: `talo-polybot: task`. */
  readonly changed: readonly string[];
}

/** The Ansible that is installed here, the later one first. */
export const defaultPython = (): PythonName =>
  ansibleMissing("3.12+") ? "3.11" : "3.12+";

/**
 * Runs a playbook and reads its recap. It may fail: the caller looks at `code`.
 *
 * @throws {RangeError} when `env` names no AWS on this machine or in the lab
 */
export async function runPlaybook(
  playbook: string,
  options: PlaybookOptions,
): Promise<PlaybookRun> {
  const { vars = {}, inventories = [], args = [] } = options;
  const { code, output } = await runAnsible("ansible-playbook", [
    ...inventories.flatMap((path) => ["--inventory", path]),
    ...args,
    "--extra-vars",
    JSON.stringify(vars),
    playbook,
  ], options);
  return {
    code,
    output,
    recap: readRecap(output),
    changed: readChanged(output),
  };
}

/** Runs one of Ansible's commands in the playbooks' folder. */
export async function runAnsible(
  command: string,
  args: readonly string[],
  { env, python = defaultPython() }: Pick<PlaybookOptions, "env" | "python">,
): Promise<{ code: number; output: string; stdout: string }> {
  checkLocalAws(env);
  const bin = findAnsible(python);
  if (!bin) throw new Error(`Cannot run ${command}: ${ansibleMissing(python)}`);
  // the modules would look for a profile whose name is empty
  const { AWS_PROFILE: _, ...inherited } = { ...Deno.env.toObject(), ...env };
  const { code, stdout, stderr } = await new Deno.Command(join(bin, command), {
    args: [...args],
    cwd: ANSIBLE,
    stdin: "null",
    clearEnv: true,
    env: {
      ...inherited,
      PATH: `${bin}:${Deno.env.get("PATH")}`,
      ANSIBLE_NOCOLOR: "1",
    },
  }).output();
  const text = new TextDecoder();
  const said = text.decode(stdout);
  return { code, stdout: said, output: `${said}\n${text.decode(stderr)}` };
}

/** Reads the last lines: `host : ok=3 changed=0 unreachable=0 …`. */
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

/** Reads which task changed which host. */
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
