/**
 * Starts a moto that records the calls it receives.
 *
 * @module
 */
import { join } from "node:path";
import { type Moto, startMoto } from "../../aws/moto/moto.ts";

/** A call as moto records it. */
export interface RecordedCall {
  /** The id of the access key that signed it. */
  readonly key: string;
  /** The action's name in policies, such as `sqs:SendMessage`. */
  readonly action: string;
  /** An ARN, or `*` if moto does not know which resource was called. */
  readonly resource: string;
  readonly allowed: boolean;
}

export interface RecordingMoto extends Moto {
  /** Returns the calls so far that an access key signed. */
  callsBy(key: string): RecordedCall[];
}

/** Starts an empty moto that records its calls. */
export async function startRecordingMoto(): Promise<RecordingMoto> {
  const directory = await Deno.makeTempDir({ prefix: "polybot-calls-" });
  const calls = join(directory, "calls.jsonl");
  await Deno.writeTextFile(calls, "");
  const moto = await startMoto({ calls });
  return {
    endpoint: moto.endpoint,
    env: moto.env,
    callsBy: (key) =>
      Deno.readTextFileSync(calls).split("\n").filter(Boolean)
        .map((line): RecordedCall => JSON.parse(line))
        .filter((call) => call.key === key),
    async [Symbol.asyncDispose]() {
      await moto[Symbol.asyncDispose]();
      await Deno.remove(directory, { recursive: true });
    },
  };
}
