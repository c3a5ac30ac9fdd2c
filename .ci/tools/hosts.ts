import {
  hostsMissing,
  makeHosts,
  missingPackages,
} from "../../lab/hosts/hosts_base.ts";
import { aptInstall } from "./apt_get.ts";
import { defineTool } from "./tool.ts";

/** The file system that the lab's hosts start from. */
export const hosts = defineTool("hosts", async () => {
  const missing = hostsMissing();
  if (!missing || Deno.build.os !== "linux" || Deno.uid() !== 0) return missing;
  const packages = missingPackages();
  return packages.length === 0 || await aptInstall(...packages)
    ? await makeHosts()
    : `apt-get cannot install ${packages.join(", ")}`;
});
