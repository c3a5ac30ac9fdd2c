/**
 * Inventories of the lab's hosts, in the groups of aws_ec2.yaml.
 *
 * @module
 */
import type { Host } from "./hosts.ts";

/** As Ansible reads it from a file. */
export interface Inventory {
  readonly all: {
    readonly children: Readonly<
      Record<string, { readonly hosts: Readonly<Record<string, unknown>> }>
    >;
  };
}

/** Each host, with its instance's id, is both services' machine. */
export function describeHosts(
  hosts: readonly (readonly [string, Host | undefined])[],
): Inventory {
  const vars = hosts.map(([id, host]) => [
    id,
    { ansible_host: host?.address, ansible_user: "ubuntu" },
  ]);
  const group = { hosts: Object.fromEntries(vars) };
  const names = ["talo_polybot", "talo_yolo5", "env_prod", "region_us_east_1"];
  return {
    all: { children: Object.fromEntries(names.map((name) => [name, group])) },
  };
}

/** Writes an inventory that has other machines when it is asked again: a script that Ansible runs. */
export async function writeGrowingInventory(
  file: string,
  first: Inventory,
  then: Inventory,
): Promise<void> {
  const script = `#!/bin/sh
if mkdir "$0.asked" 2>/dev/null
then echo '${answer(first)}'
else echo '${answer(then)}'
fi
`;
  await Deno.writeTextFile(file, script, { mode: 0o755 });
}

/** As Ansible expects it of a script, which is not as it reads it from a file. */
function answer({ all: { children } }: Inventory): string {
  const groups = Object.entries(children);
  const members = groups.map(([name, { hosts }]) => [name, {
    hosts: Object.keys(hosts),
  }]);
  return JSON.stringify({
    ...Object.fromEntries(members),
    _meta: { hostvars: groups[0]?.[1].hosts ?? {} },
  });
}
