import { dirname, join } from "node:path";
import { compiledMissing, STAND_IN } from "../../lab/executables/denort.ts";
import { isFile } from "../is_file.ts";
import { BUILD_SCRIPTS } from "./cache.ts";
import { install, run } from "../command.ts";
import { defineTool } from "./tool.ts";

/** Makes a stand-in for denort out of Deno itself. */
const BUILD_STAND_IN = `${BUILD_SCRIPTS}denort/build.sh`;

/** Milliseconds that a download or a build may take. */
const TIMEOUT = 120_000;

/** The base of executables: Deno downloads it; if that fails, a stand-in is built. */
export const denort = defineTool("denort", async () => {
  if (compiledMissing()) await download();
  if (compiledMissing() && isFile(BUILD_STAND_IN)) await buildStandIn();
  return compiledMissing();
});

/** Compiles an empty program: Deno keeps the denort that it downloads for it. */
async function download() {
  const folder = await Deno.makeTempDir();
  const program = join(folder, "empty.ts");
  await Deno.writeTextFile(program, "");
  console.log("Downloading denort …");
  await run({
    command: Deno.execPath(),
    args: ["compile", "--quiet", `--output=${join(folder, "empty")}`, program],
    timeout: TIMEOUT,
  });
  await Deno.remove(folder, { recursive: true });
}

async function buildStandIn() {
  await Deno.mkdir(dirname(STAND_IN), { recursive: true });
  const draft = `${STAND_IN}.${Deno.pid}`;
  const built = await install("a stand-in for denort", {
    command: "bash",
    args: [BUILD_STAND_IN, Deno.execPath(), draft],
    timeout: TIMEOUT,
  });
  if (built) await Deno.rename(draft, STAND_IN);
}
