/**
 * Packer with the plugins of `packer/`: the one on the PATH. Where there is
 * none, one is built from source whose script lies beside the clone on machines
 * that cannot download it.
 *
 * @module
 */
import { isFile } from "../shared/files/is_file.ts";
import { cached, LAB } from "./cache.ts";
import { findCommand, run } from "./command.ts";

/** Named by the script's version of Packer. */
const BUILT = cached("packer-1.11.2");
const BUILD = `${LAB}packer.sh`;

/**
 * Sees to it that `packer` and its plugins are there for this process's children.
 *
 * @return why they are not, in a sentence
 */
export async function ensurePacker(): Promise<string | undefined> {
  Deno.env.set("CHECKPOINT_DISABLE", "1");
  if (findCommand("packer")) {
    const { success, output } = await run({
      command: "packer",
      args: ["init", "packer"],
    });
    if (success) return undefined;
    console.log(output);
    return "'packer init packer' could not install Packer's plugins";
  }
  if (!isFile(`${BUILT}/done`)) {
    if (!isFile(BUILD)) return "Packer is not installed";
    if (!findCommand("go")) {
      return "Packer is not installed, nor is Go, which builds it";
    }
    console.log(`── Building Packer in ${BUILT}: some minutes, once`);
    const { success, output } = await run({ command: BUILD, args: [BUILT] });
    if (!success) {
      console.log(output);
      return "Packer is not installed, and cannot be built";
    }
  }
  Deno.env.set("PATH", `${BUILT}:${Deno.env.get("PATH")}`);
  Deno.env.set("PACKER_PLUGIN_PATH", `${BUILT}/plugins`);
}
