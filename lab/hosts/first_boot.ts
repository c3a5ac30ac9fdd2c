/**
 * A machine of an image, as far as this machine can make one: the host that
 * was baked boots again, and is given what EC2 gives to a machine.
 *
 * @module
 */
import type { Host } from "./hosts.ts";
import { runInside } from "./root_shell.ts";

/** Milliseconds that a boot takes at the very most. */
const PATIENCE = 60_000;

/** Reboots a host that nobody can log in to any more; as cloud-init would, lets user `ubuntu` in by the host's key. */
export async function bootAnew(host: Host): Promise<void> {
  const key = (await Deno.readTextFile(`${host.key}.pub`)).trim();
  const file = "/home/ubuntu/.ssh/authorized_keys";
  await runInside(
    host,
    `echo '${key}' > ${file} && chown ubuntu: ${file} && chmod 600 ${file} && systemctl reboot`,
  );
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    try {
      await host.ssh("true");
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}
