/**
 * denort, for the tests of the executables.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { endsWell } from "../lab/processes/ends_well.ts";
import { isFile } from "../shared/files/is_file.ts";
import { LAB } from "./cache.ts";
import { compiledMissing, STAND_IN } from "../lab/operations/denort.ts";

/** Makes a stand-in for denort of a Deno; it is beside a clone on machines that reach no other registry. */
const BUILD_STAND_IN = `${LAB}denort/build.sh`;

/** Milliseconds that a download may take. */
const PATIENCE = 120_000;

/** Lets Deno download denort, or builds the stand-in; says so where neither can be. */
export async function ensureDenort() {
  if (!compiledMissing()) return;
  console.log("── Downloading denort");
  await download();
  if (compiledMissing()) await buildStandIn();
  const missing = compiledMissing();
  if (missing) {
    console.log(
      `The tests of the executables will be skipped: ${missing}.`,
    );
  }
}

/** Compiles next to nothing: Deno keeps the denort that it needs for that. */
async function download() {
  const folder = await Deno.makeTempDir();
  const program = join(folder, "empty.ts");
  await Deno.writeTextFile(program, "");
  await run(
    Deno.execPath(),
    "compile",
    "--quiet",
    "--output",
    join(folder, "empty"),
    program,
  );
  await Deno.remove(folder, { recursive: true });
}

async function buildStandIn() {
  if (!isFile(BUILD_STAND_IN)) return;
  console.log("── Building a stand-in for denort");
  await Deno.mkdir(dirname(STAND_IN), { recursive: true });
  const draft = `${STAND_IN}.${Deno.pid}`;
  if (await run("bash", BUILD_STAND_IN, Deno.execPath(), draft)) {
    await Deno.rename(draft, STAND_IN);
  }
}

const run = (command: string, ...args: string[]) =>
  endsWell(command, {
    args,
    stdout: "null",
    stderr: "null",
    signal: AbortSignal.timeout(PATIENCE),
  });
