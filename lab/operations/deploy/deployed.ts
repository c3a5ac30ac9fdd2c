/**
 * The state of a service on the hosts it was deployed to.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Service } from "../../../.ci/compile/services.ts";
import type { Host } from "../../hosts/hosts.ts";

const PORTS: Readonly<Record<Service, number>> = { polybot: 8443, yolo5: 8080 };

/** Returns the answer of a host's service to a health check; "" if there is none. */
const healthOf = (host: Host, service: Service) =>
  host.ssh(`curl -s -m 5 http://127.0.0.1:${PORTS[service]}/health || true`);

const healthy = (version: string) => `{"status":"ok","version":"${version}"}`;

/** Tells whether a host's service is healthy and has that version. */
export const isHealthy = async (
  host: Host,
  service: Service,
  version: string,
) => await healthOf(host, service) === healthy(version);

/** Asserts that every host's service is healthy and has that version. */
export async function assertAllHealthy(
  hosts: readonly Host[],
  service: Service,
  version: string,
) {
  for (const host of hosts) {
    assertEquals(await healthOf(host, service), healthy(version), host.name);
  }
}

/** Returns the process id and start time of each host's service, which change with every restart. */
export const processesOf = (hosts: readonly Host[], service: Service) =>
  Promise.all(
    hosts.map((host) =>
      host.ssh(
        `systemctl show ${service} --property=MainPID,ExecMainStartTimestamp`,
      )
    ),
  );

/**
 * Lists the files that the services wrote after the file `since` was created,
 * without V8's code cache, which Deno writes once it has run for a while.
 */
export const filesWrittenSince = (host: Host, since: string) =>
  host.ssh(
    `sudo find / /tmp /dev/shm -xdev -type f -newer '${since}' \\( -user polybot -o -user yolo5 \\) ! -name 'v8_code_cache*'`,
  );
