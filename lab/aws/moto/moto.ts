/**
 * Starts moto, with the project's corrections, instead of AWS.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { checkLoopback } from "./loopback.ts";
import { findPython } from "./python.ts";

const PROGRAM = fileURLToPath(new URL("aws_moto.py", import.meta.url));

export interface Moto extends AsyncDisposable {
  /** The address, on this machine. */
  readonly endpoint: string;
  /** Environment variables that make a process use it as AWS. */
  readonly env: Readonly<Record<string, string>>;
}

/** Returns why moto cannot run, as a sentence; `undefined` if it can. */
export function motoMissing(): string | undefined {
  return findPython() ? undefined : "moto is not installed: 'deno task test' " +
    "and 'deno task aws:local' install it where Python 3.11 or later is";
}

/**
 * Returns environment variables that point the SDKs to an endpoint on this machine.
 *
 * @throws {RangeError} when the endpoint is elsewhere
 */
export function localAws(endpoint: string): Readonly<Record<string, string>> {
  checkLoopback(endpoint);
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "us-east-1",
    // never checked, but requests have to be signed
    AWS_ACCESS_KEY_ID: "testing",
    AWS_SECRET_ACCESS_KEY: "testing",
    // overrides the developer's own configuration
    AWS_PROFILE: "",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

export interface MotoOptions {
  /** Makes its threads switch as often as possible, so that tests find race conditions. @default false */
  readonly manyTurns?: boolean;
  /** A file that gets one line of JSON per signed call: the id of its access key, action, resource, and whether it was allowed. */
  readonly calls?: string;
  /** The address to listen on; the lab's hosts reach moto at one of their network. @default "127.0.0.1" */
  readonly host?: string;
}

/**
 * Starts an empty moto on a free port. It prints its errors to standard error,
 * and ends with this process at the latest.
 *
 * @throws {RangeError} when `host` is neither loopback nor on the network of the lab's hosts
 * @throws {Error} when moto is missing or does not start
 */
export async function startMoto(
  { manyTurns = false, host = "127.0.0.1", calls = "" }: MotoOptions = {},
): Promise<Moto> {
  checkLoopback(`http://${host}`);
  const python = findPython();
  if (!python) throw new Error(`Cannot start moto: ${motoMissing()}`);
  const child = new Deno.Command(python, {
    args: [
      "-B",
      PROGRAM,
      "--while-stdin-is-open",
      `--host=${host}`,
      ...(manyTurns ? ["--many-turns"] : []),
    ],
    env: { POLYBOT_MOTO_CALLS: calls },
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream());
  let output = "";
  let endpoint: string | undefined;
  for await (const text of lines.values({ preventCancel: true })) {
    output += text;
    endpoint = output.match(/Listening on (http:\S+)\n/)?.[1];
    if (endpoint) break;
  }
  if (!endpoint) {
    const { code } = await child.status;
    await child.stdin.close().catch(() => {});
    throw new Error(`Cannot start moto: it ended with ${code}`);
  }
  return {
    endpoint,
    env: localAws(endpoint),
    async [Symbol.asyncDispose]() {
      await child.stdin.close().catch(() => {});
      await lines.cancel();
      await child.status;
    },
  };
}
