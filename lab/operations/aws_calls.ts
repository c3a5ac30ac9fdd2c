/**
 * Calls to any AWS service, made by boto3 in one process that stays until the
 * tests end.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { findPython } from "../aws/moto/python.ts";
import {
  type LineProcess,
  startLineProcess,
} from "../processes/line_process.ts";
import { checkLocalAws } from "./check_local_aws.ts";

const PROGRAM = fileURLToPath(new URL("aws_calls.py", import.meta.url));

/** Environment variables that say where AWS is and whose credentials are used. */
export type AwsEnv = Readonly<Record<string, string>>;

export interface Credentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken?: string;
}

/** Returns credentials as the environment variables that the SDKs read. */
export const credentialsEnv = (credentials: Credentials) => ({
  AWS_ACCESS_KEY_ID: credentials.AccessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.SecretAccessKey,
  AWS_SESSION_TOKEN: credentials.SessionToken ?? "",
});

/** A call as boto3 names it. */
export type AwsCall = readonly [
  service: string,
  operation: string,
  parameters: Readonly<Record<string, unknown>>,
];

/**
 * Reads calls, one per line. A parameter is read as JSON, without spaces, where
 * it can be, else as a string.
 *
 * @example
 * aws`
 *   sqs get_queue_url QueueName=${queue}
 *   dynamodb get_item TableName=jobs Key={"id":{"S":"1"}}`;
 */
export function aws(
  { raw }: TemplateStringsArray,
  ...values: unknown[]
): AwsCall[] {
  const marks = values.map((_, index) => `§${index}§`);
  return parseCalls(String.raw({ raw }, ...marks), values);
}

/** Reads calls as {@linkcode aws} does; `§0§` in the text is replaced with the first of `values`. */
export function parseCalls(text: string, values: unknown[] = []): AwsCall[] {
  const readValue = (word: string) => {
    const whole = word.match(/^§(\d+)§$/)?.[1];
    if (whole) return values[Number(whole)];
    return parseOrKeep(
      word.replaceAll(/§(\d+)§/g, (_, index) => String(values[index])),
    );
  };
  return text.split("\n").filter((line) => line.trim()).map((line) => {
    const [service = "", operation = "", ...words] = line.trim().split(/\s+/);
    const parameters = words.map((word) => {
      const [name = "", ...value] = word.split("=");
      return [name, readValue(value.join("="))];
    });
    return [service, operation, Object.fromEntries(parameters)];
  });
}

function parseOrKeep(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

export interface AwsReply {
  // deno-lint-ignore no-explicit-any
  readonly result?: any;
  /** The error's code, like `AccessDenied`. */
  readonly code?: string;
  readonly status?: number;
}

let boto3: LineProcess | undefined;

/**
 * Makes the calls one after the other, each once, and returns all replies,
 * errors among them.
 *
 * @throws {RangeError} when `env` names no AWS on this machine or in the lab
 */
export async function tryAws(
  env: AwsEnv,
  calls: readonly AwsCall[],
): Promise<AwsReply[]> {
  checkLocalAws(env);
  if (!boto3) {
    boto3 = startLineProcess(findPython() ?? "", { args: ["-B", PROGRAM] });
    boto3.unref();
  }
  return JSON.parse(await boto3.sendLine(JSON.stringify({ env, calls })));
}

/**
 * Makes the calls one after the other and returns their results.
 *
 * @throws {Error} when AWS answers one of them with an error
 */
export async function callAws(env: AwsEnv, calls: readonly AwsCall[]) {
  const replies = await tryAws(env, calls);
  return replies.map(({ result, code }, index) => {
    if (code === undefined) return result;
    const [service, operation] = calls[index] ?? [];
    throw new Error(`${service} ${operation} was answered with ${code}`);
  });
}

/** Tells whether IAM refused a call, as opposed to any other error. */
export const isAccessDenied = ({ code = "", status }: AwsReply) =>
  status === 403 && /^AccessDenied/.test(code);
