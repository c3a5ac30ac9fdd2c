/**
 * A moto that notes what is asked of it.
 *
 * @module
 */
import { join } from "node:path";
import { type Moto, startMoto } from "../aws/moto/moto.ts";

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

export interface NotingMoto extends Moto {
  /** The calls so far that were signed with an access key. */
  callsBy(key: string): NotedCall[];
}

/** Starts a moto with nothing in it that notes its calls. */
export async function startNotingMoto(): Promise<NotingMoto> {
  await using started = new AsyncDisposableStack();
  const directory = await Deno.makeTempDir({ prefix: "polybot-calls-" });
  started.defer(() => Deno.remove(directory, { recursive: true }));
  const calls = join(directory, "calls.jsonl");
  await Deno.writeTextFile(calls, "");
  const { endpoint, env } = started.use(await startMoto({ calls }));
  const parts = started.move();
  return {
    endpoint,
    env,
    callsBy: (key) => readCalls(calls).filter((call) => call.key === key),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

function readCalls(file: string): NotedCall[] {
  const lines = Deno.readTextFileSync(file).trim().split("\n");
  return lines.filter(Boolean).map((line) => JSON.parse(line));
}
