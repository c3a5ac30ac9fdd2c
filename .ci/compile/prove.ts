/**
 * An executable, run once to prove that it works and is what it should be.
 *
 * @module
 */
import { basename, dirname } from "node:path";
import { CompileError } from "./compile_error.ts";

const MEGABYTE = 1e6;

/** The largest executable, in bytes. */
export const MAX_SIZE = 160 * MEGABYTE;

/** What of it is compiled in, at most: denort itself takes the rest. */
export const MAX_CONTENTS = 90 * MEGABYTE;

const megabytes = (bytes: number) => (bytes / MEGABYTE).toFixed(1);

/** Milliseconds that one run may take. */
const PATIENCE = 120_000;

/**
 * Weighs an executable.
 *
 * @param ownBase whether it is made on what DENORT_BIN names, which has its own size: what was compiled in is weighed then
 * @return its size in words
 * @throws {CompileError} when it is too large
 */
export function weigh(
  { size, contents }: { size: number; contents: number },
  ownBase: boolean,
): string {
  if (contents > MAX_CONTENTS || !ownBase && size > MAX_SIZE) {
    throw new CompileError(
      `Cannot take this executable as it may have ${megabytes(MAX_SIZE)} MB, ${
        megabytes(MAX_CONTENTS)
      } of them compiled in: it has ${megabytes(size)} MB, ${
        megabytes(contents)
      } of them compiled in`,
    );
  }
  return `${megabytes(size)} MB, of which ${
    megabytes(contents)
  } are compiled in`;
}

/**
 * Runs an executable with `--version` and `--self-test`, with nothing of this
 * machine's environment. It unpacks itself beside itself.
 *
 * @return what the self-test said
 * @throws {CompileError} when it says another version, or fails its test
 */
export async function prove(path: string, version: string): Promise<string> {
  const name = basename(path);
  const expected = `${name} ${version}\n`;
  const said = await run(path, "--version");
  if (said !== expected) {
    throw new CompileError(
      `Cannot take ${path} as it must say '${expected.trim()}': it says '${said.trim()}'`,
    );
  }
  return await run(path, "--self-test");
}

async function run(path: string, option: string): Promise<string> {
  const folder = dirname(path);
  const { code, stdout, stderr } = await new Deno.Command(path, {
    args: [option],
    cwd: folder,
    clearEnv: true,
    env: { HOME: folder, TMPDIR: folder },
    stdin: "null",
    signal: AbortSignal.timeout(PATIENCE),
  }).output();
  const text = new TextDecoder();
  const said = text.decode(stdout);
  if (code === 0) return said;
  throw new CompileError(
    `Cannot take ${path} as its ${option} ended with ${code}:\n${said}${
      text.decode(stderr)
    }`,
  );
}
