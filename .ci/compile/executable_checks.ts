/**
 * Checks a finished executable: its size, its version and its self-check.
 *
 * @module
 */
import { basename, dirname } from "node:path";
import { run } from "../command.ts";
import { CompileError } from "./compile_error.ts";

const MEGABYTE = 1e6;

/** The largest executable, in bytes. */
export const MAX_SIZE = 160 * MEGABYTE;

/** Milliseconds that one run may take. */
const TIMEOUT = 120_000;

/** Checks the size of an executable. @throws {CompileError} if it is too large */
export function checkSize(bytes: number) {
  if (bytes <= MAX_SIZE) return;
  const [limit, size] = [MAX_SIZE, bytes].map((bytes) =>
    (bytes / MEGABYTE).toFixed(1)
  );
  throw new CompileError(
    `Cannot use the executable: its size must be at most ${limit} MB, current value is ${size}`,
  );
}

/**
 * Runs an executable with `--version` and `--self-check`, in an empty
 * environment and its own folder, where it unpacks itself.
 *
 * @return the output of the self-check
 * @throws {CompileError} if it has another version, or its self-check fails
 */
export async function checkExecutable(
  path: string,
  version: string,
): Promise<string> {
  const expected = `${basename(path)} ${version}`;
  const printed = (await runWith("--version", path)).trim();
  if (printed !== expected) {
    throw new CompileError(
      `Cannot use ${path}: --version must print '${expected}', current value is '${printed}'`,
    );
  }
  return await runWith("--self-check", path);
}

async function runWith(option: string, path: string): Promise<string> {
  const folder = dirname(path);
  const { success, stdout, output } = await run({
    command: path,
    args: [option],
    clearEnv: true,
    env: { HOME: folder, TMPDIR: folder },
    timeout: TIMEOUT,
  }, folder);
  if (success) return stdout;
  throw new CompileError(`Cannot use ${path}: ${option} failed:\n${output}`);
}
