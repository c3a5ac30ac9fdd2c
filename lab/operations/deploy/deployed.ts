/**
 * What a deploy left on its machines.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Host } from "../../hosts/hosts.ts";

const PORTS = { polybot: 8443, yolo5: 8080 };
export type DeployedService = keyof typeof PORTS;

/** What a host's service says of itself; "" where it says nothing. */
const health = (host: Host, service: DeployedService) =>
  host.ssh(
    `curl -s -m 5 http://127.0.0.1:${PORTS[service]}/health || true`,
  );

const well = (version: string) => `{"status":"ok","version":"${version}"}`;

/** Whether the host's service is well, and of that version. */
export const isWell = async (
  host: Host,
  service: DeployedService,
  version: string,
) => await health(host, service) === well(version);

/** Fails unless every host's service is well, and of that version. */
export async function assertAllWell(
  hosts: readonly Host[],
  service: DeployedService,
  version: string,
) {
  for (const host of hosts) {
    assertEquals(await health(host, service), well(version), host.name);
  }
}

/** By which process and since when each host's service runs: another after each start. */
export const lives = (hosts: readonly Host[], service: DeployedService) =>
  Promise.all(
    hosts.map((host) =>
      host.ssh(
        `systemctl show ${service} --property=MainPID,ExecMainStartTimestamp`,
      )
    ),
  );

/**
 * The files that polybot or yolo5 wrote since the file `before` was made; not
 * V8's compiled code of their modules, which Deno keeps when it has run a while.
 */
export const writtenSince = (host: Host, before: string) =>
  host.ssh(
    `sudo find / /tmp /dev/shm -xdev -type f -newer '${before}' \\( -user polybot -o -user yolo5 \\) ! -name 'v8_code_cache*'`,
  );
