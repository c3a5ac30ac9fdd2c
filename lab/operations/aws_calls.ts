/**
 * Any call to AWS, by boto3, which knows all services.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { findPython } from "../aws/moto/python.ts";
import { checkLocalAws } from "./local_aws.ts";

const PROGRAM = fileURLToPath(new URL("aws_calls.py", import.meta.url));

export interface Credentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken?: string;
}

/** The credentials of a role, as a process finds them. */
export const asEnv = (credentials: Credentials) => ({
  AWS_ACCESS_KEY_ID: credentials.AccessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.SecretAccessKey,
  AWS_SESSION_TOKEN: credentials.SessionToken ?? "",
});

/** A call as boto3 names it: `sqs`, `get_queue_url`, `{ QueueName: "jobs" }`. */
export type Call = readonly [
  service: string,
  operation: string,
  parameters?: Readonly<Record<string, unknown>>,
];

export interface Reply {
  // deno-lint-ignore no-explicit-any
  readonly result?: any;
  /** The error's, as `AccessDenied`. */
  readonly code?: string;
  readonly status?: number;
}

/**
 * Makes the calls one after the other.
 *
 * @param credentials where they are not those in `env`
 * @throws {RangeError} when `env` names no AWS on this machine or in the lab
 */
export async function askAws(
  env: Readonly<Record<string, string>>,
  calls: readonly Call[],
  credentials?: Credentials,
): Promise<Reply[]> {
  checkLocalAws(env);
  const child = new Deno.Command(findPython() ?? "", {
    args: ["-B", PROGRAM],
    env: { ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const asked = calls.map(([service, operation, parameters = {}]) => ({
    service,
    operation,
    parameters,
    ...(credentials ? { credentials } : {}),
  }));
  const input = child.stdin.getWriter();
  await input.write(new TextEncoder().encode(JSON.stringify(asked)));
  await input.close();
  const { stdout } = await child.output();
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** Makes calls that must succeed. @return their results */
export async function expectAws(
  ...[env, calls, credentials]: Parameters<typeof askAws>
) {
  const replies = await askAws(env, calls, credentials);
  return replies.map(({ result, code }, index) => {
    if (code === undefined) return result;
    throw new Error(`${calls[index]?.join(" ")} was answered with ${code}`);
  });
}

/** Whether IAM refused a call, and nothing else did. */
export const isRefused = ({ code = "", status }: Reply) =>
  status === 403 && /^AccessDenied/.test(code);
