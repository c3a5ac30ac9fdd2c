import type { Host } from "./hosts.ts";

/** The hosts of an inventory, by the id of the instance that each represents. */
export type InstanceHosts = ReadonlyMap<string, Host | undefined>;

/**
 * Writes an inventory script in which every host is a machine of both services,
 * with the groups of `aws_ec2.yaml`.
 *
 * @param later the hosts from the second time on that Ansible reads the inventory, @default the same
 */
export async function writeInventory(
  file: string,
  hosts: InstanceHosts,
  later: InstanceHosts = hosts,
): Promise<void> {
  const script = `#!/bin/sh
if mkdir "$0.read" 2>/dev/null
then echo '${describe(hosts)}'
else echo '${describe(later)}'
fi
`;
  await Deno.writeTextFile(file, script, { mode: 0o755 });
}

/** Returns an inventory in the form that Ansible expects from a script. */
function describe(instances: InstanceHosts): string {
  const hosts = [...instances.keys()];
  const hostvars = Object.fromEntries(
    [...instances].map(([id, host]) => [
      id,
      { ansible_host: host?.address, ansible_user: "ubuntu" },
    ]),
  );
  return JSON.stringify({
    talo_polybot: { hosts },
    talo_yolo5: { hosts },
    env_prod: { hosts },
    region_us_east_1: { hosts },
    _meta: { hostvars },
  });
}
