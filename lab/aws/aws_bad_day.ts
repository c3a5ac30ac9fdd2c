/**
 * A backend whose calls can be answered instead of moto, and its log.
 *
 * @module
 */
import type { Moto } from "./moto/moto.ts";
import type { Backend } from "../../shared/backend.ts";
import { type AwsFront, startAwsFront } from "./aws_front.ts";
import { type AwsScene, openAwsScene } from "./aws_scene.ts";
import { type LogLines, openLogLines } from "../backend/log_lines.ts";

export interface AwsBadDay extends AsyncDisposable {
  readonly backend: Backend;
  /** Between the backend and moto; forwards everything until its `answer` is set. */
  readonly front: AwsFront;
  readonly logged: LogLines;
  readonly scene: AwsScene;
}

/** Opens the backend on new resources. */
export async function openBadDay(moto: Moto): Promise<AwsBadDay> {
  const stack = new AsyncDisposableStack();
  const front = stack.use(await startAwsFront(moto));
  const logged = stack.use(await openLogLines());
  const scene = stack.use(await openAwsScene(moto));
  const backend = await scene.open(
    { log: logged.log },
    { AWS_ENDPOINT_URL: front.endpoint },
  );
  front.calls.length = 0;
  return {
    backend,
    front,
    logged,
    scene,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
