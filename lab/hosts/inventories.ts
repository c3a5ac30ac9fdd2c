/**
 * Ansible inventories of hosts, with the groups of `aws_ec2.yaml`.
 *
 * @module
 */
import type { Host } from "./hosts.ts";

/** An inventory in the form that Ansible reads from a file. */
export interface Inventory {
  readonly all: {
    readonly children: Readonly<
      Record<string, { readonly hosts: Readonly<Record<string, unknown>> }>
    >;
  };
}

/** Returns an inventory in which each host, under its instance's id, is a machine of both services. */
export function describeHosts(
  hosts: readonly (readonly [instanceId: string, Host | undefined])[],
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

/** Writes an inventory script that prints `first` when it runs first, and `then` from the second time on. */
export async function writeGrowingInventory(
  file: string,
  first: Inventory,
  then: Inventory,
): Promise<void> {
  const script = `#!/bin/sh
if mkdir "$0.ran" 2>/dev/null
then echo '${scriptOutput(first)}'
else echo '${scriptOutput(then)}'
fi
`;
  await Deno.writeTextFile(file, script, { mode: 0o755 });
}

/** Returns an inventory in the form that Ansible expects from a script, which differs from that of a file. */
function scriptOutput({ all: { children } }: Inventory): string {
  const groups = Object.entries(children);
  const members = groups.map(([name, { hosts }]) => [name, {
    hosts: Object.keys(hosts),
  }]);
  return JSON.stringify({
    ...Object.fromEntries(members),
    _meta: { hostvars: groups[0]?.[1].hosts ?? {} },
  });
}
