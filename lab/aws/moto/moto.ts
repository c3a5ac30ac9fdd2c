/**
 * AWS's protocol on this machine: moto with the project's corrections, as a
 * process of its own.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { checkLoopback } from "./loopback.ts";
import { findPython } from "./python.ts";

const PROGRAM = fileURLToPath(new URL("aws_moto.py", import.meta.url));

export interface Moto extends AsyncDisposable {
  /** Its address, on this machine. */
  readonly endpoint: string;
  /** What a process needs in its environment to take it for AWS. */
  readonly env: Readonly<Record<string, string>>;
}

/** Why moto cannot run here, in a sentence; `undefined` where it can. */
export function motoMissing(): string | undefined {
  return findPython() ? undefined : "moto is not installed: 'deno task test' " +
    "and 'deno task aws:local' install it where Python 3.11 or later is";
}

/**
 * The settings that point the SDKs at an endpoint on this machine.
 *
 * @throws {RangeError} when it is elsewhere
 */
export function localAws(endpoint: string): Readonly<Record<string, string>> {
  checkLoopback(endpoint);
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "us-east-1",
    // nobody checks them, but a request has to be signed
    AWS_ACCESS_KEY_ID: "testing",
    AWS_SECRET_ACCESS_KEY: "testing",
    // nothing of the person's own says otherwise
    AWS_PROFILE: "",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

export interface MotoOptions {
  /** Lets its threads take turns as often as can be, so that a test finds what two requests at once can do to each other. */
  readonly manyTurns?: boolean;
  /** A file that takes a line of JSON for each signed call: the id of its access key, action, resource, and whether it was allowed. */
  readonly calls?: string;
  /** The address to listen on, default 127.0.0.1; the lab's hosts reach moto at their network's. */
  readonly host?: string;
}

/**
 * Starts moto with nothing in it, on a free port. What goes wrong inside of
 * it comes to standard error. It ends with this process at the latest.
 *
 * @throws {RangeError} when `host` is neither loopback nor of the lab
 * @throws {Error} when moto is missing, or does not start
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
  let said = "";
  let endpoint: string | undefined;
  for await (const text of lines.values({ preventCancel: true })) {
    said += text;
    endpoint = said.match(/Listening on (http:\S+)\n/)?.[1];
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
