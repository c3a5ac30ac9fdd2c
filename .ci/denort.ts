/**
 * denort, on which `deno compile` makes an executable: Deno downloads it. Where
 * it cannot, a stand-in is built that lies beside the clone on such machines.
 *
 * @module
 */
import { CACHE } from "../ansible/testing/installs.ts";
import { cached, isFile, LAB } from "./cache.ts";
import { findCommand, run } from "./command.ts";

const STAND_IN = cached(`denort-${Deno.version.deno}`);
const BUILD = `${LAB}denort/build.sh`;

/**
 * Sees to it that `deno compile` works, in this process's children; says so
 * where it cannot.
 *
 * @return why it cannot, in a sentence
 */
export async function ensureDenort(): Promise<string | undefined> {
  if (Deno.env.get("DENORT_BIN") || await canCompile()) return undefined;
  if (!isFile(STAND_IN)) {
    if (!isFile(BUILD)) return "denort cannot be downloaded";
    if (!findCommand("go")) {
      return "denort cannot be downloaded, and Go, which builds a stand-in, is not installed";
    }
    console.log(`── Building a stand-in for denort: ${STAND_IN}`);
    await Deno.mkdir(CACHE, { recursive: true });
    const part = `${STAND_IN}.part`;
    const { success, output } = await run({
      command: BUILD,
      args: [Deno.execPath(), part],
    });
    if (!success) {
      console.log(output);
      return "denort cannot be downloaded, nor its stand-in be built";
    }
    await Deno.rename(part, STAND_IN);
  }
  Deno.env.set("DENORT_BIN", STAND_IN);
}

/** Whether Deno has denort, or can download it. */
async function canCompile(): Promise<boolean> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/empty.ts`, "");
    const { success } = await run({
      command: Deno.execPath(),
      args: ["compile", "--no-config", "--output=empty", "empty.ts"],
      timeout: 120_000,
    }, folder);
    return success;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
