/**
 * An inventory that has one machine more when it is asked again.
 *
 * @module
 */
import type { Inventory } from "./deploy_scene.ts";

/** Writes it, as a script that Ansible runs. */
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
