/**
 * A backend behind a server that can answer in moto's place, and what it
 * logs.
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
  /** Between the backend and moto; hands everything on until it is told otherwise. */
  readonly front: AwsFront;
  readonly logged: LogLines;
  readonly scene: AwsScene;
}

/** Opens the backend on resources of its own. */
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
