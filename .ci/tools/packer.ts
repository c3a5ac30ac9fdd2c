import { isFile } from "../is_file.ts";
import { BUILD_SCRIPTS, cacheFolder } from "./cache.ts";
import { findCommand, install } from "../command.ts";
import { defineTool } from "./tool.ts";

/** The version is that of the build script. */
const FOLDER = cacheFolder("packer-1.11.2");
const BUILD = `${BUILD_SCRIPTS}packer.sh`;

/**
 * Packer with the plugins of `packer/`: the one on the PATH, else one that is
 * built from source. It is on the PATH of child processes from then on.
 */
export const packer = defineTool("Packer", async () => {
  Deno.env.set("CHECKPOINT_DISABLE", "1");
  if (findCommand("packer")) {
    const command = { command: "packer", args: ["init", "packer"] };
    return await install("Packer's plugins", command)
      ? undefined
      : "'packer init packer' could not install Packer's plugins";
  }
  if (!isFile(`${FOLDER}/done`)) {
    if (!isFile(BUILD)) return "Packer is not installed";
    if (!findCommand("go")) {
      return "neither Packer nor Go, which builds it, is installed";
    }
    const built = await install(`Packer in ${FOLDER}, in some minutes`, {
      command: BUILD,
      args: [FOLDER],
    });
    if (!built) return "Packer is not installed, and cannot be built";
  }
  Deno.env.set("PATH", `${FOLDER}:${Deno.env.get("PATH")}`);
  Deno.env.set("PACKER_PLUGIN_PATH", `${FOLDER}/plugins`);
});
