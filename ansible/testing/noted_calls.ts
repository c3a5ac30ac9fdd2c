/**
 * The calls to moto, as it noted them: `calls` of `startMoto()`.
 *
 * @module
 */

/** A call, as moto noted it. */
export interface NotedCall {
  /** The id of the access key that signed it. */
  readonly key: string;
  /** As a policy says it, like `sqs:SendMessage`. */
  readonly action: string;
  /** An ARN; `*` where moto does not know what a call concerns. */
  readonly resource: string;
  readonly allowed: boolean;
}

/** Reads the calls that were signed with an access key. */
export function readCalls(file: string, key: string): NotedCall[] {
  const lines = Deno.readTextFileSync(file).trim().split("\n");
  const calls: NotedCall[] = lines.filter(Boolean).map((line) =>
    JSON.parse(line)
  );
  return calls.filter((call) => call.key === key);
}
