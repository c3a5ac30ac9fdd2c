/**
 * The lab's hosts, for the tests of the operations.
 *
 * @module
 */
import {
  hostsMissing,
  makeHosts,
  missingPackages,
} from "../lab/hosts/hosts_base.ts";
import { aptInstall } from "./apt_get.ts";

/** Makes what the hosts begin with, where there may be hosts; says so where it cannot. */
export async function ensureHosts() {
  let missing = hostsMissing();
  if (!missing) return;
  if (Deno.build.os === "linux" && Deno.uid() === 0) missing = await install();
  if (missing) {
    console.log(
      `There can be no hosts here, the tests on them will be skipped: ${missing}.`,
    );
  }
}

async function install(): Promise<string | undefined> {
  const packages = missingPackages();
  return packages.length === 0 || await aptInstall(...packages)
    ? await makeHosts()
    : `${packages.join(", ")} cannot be installed`;
}
