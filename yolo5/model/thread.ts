/**
 * Runs a model in its own thread. onnxruntime blocks the thread that calls it,
 * which would hold up downloads, drawing and the heartbeats of jobs in flight.
 *
 * @module
 */
import type { Detection } from "../detection/decoding.ts";
import type { TensorValues } from "../detection/letterbox.ts";
import { ModelError, type ModelLayout } from "./layout.ts";
import type {
  DetectRequest,
  ThreadReply,
  ThreadRequest,
} from "./thread_messages.ts";

/** Result of a {@linkcode DetectRequest}. */
export interface DetectResult {
  /** Input of the request, which can be used again. */
  readonly input: TensorValues;
  /** Seconds that the model took. */
  readonly seconds: number;
  /**
   * Returns the detections, the best first.
   *
   * @throws {RangeError} when a class of the filter is not one of COCO's
   */
  detections(): Detection[];
}

export interface ModelThread {
  readonly layout: ModelLayout;
  /** Detects objects, after all earlier requests. */
  detect(request: DetectRequest): Promise<DetectResult>;
  /** Closes the model and ends the thread, after all earlier requests. */
  close(): Promise<void>;
}

/**
 * Starts a thread and opens a model in it.
 *
 * @throws {ModelError} when the file is missing, is not an ONNX model, or has another layout
 */
export async function openModelThread(
  file: string,
  threads: number,
): Promise<ModelThread> {
  const worker = new Worker(
    new URL("./thread_worker.ts", import.meta.url),
    { type: "module", name: "model" },
  );
  const pending: ((reply: ThreadReply) => void)[] = [];
  worker.onmessage = ({ data }) => pending.shift()?.(data);

  function send(
    request: ThreadRequest,
    transfer: ArrayBuffer[] = [],
  ): Promise<ThreadReply> {
    const { promise, resolve } = Promise.withResolvers<ThreadReply>();
    pending.push(resolve);
    worker.postMessage(request, transfer);
    return promise;
  }

  const opened = await send({ kind: "open", file, threads });
  let layout: ModelLayout;
  try {
    layout = valueOf(opened) as ModelLayout;
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return {
    layout,
    async detect(request) {
      const reply = await send(
        { kind: "detect", ...request },
        [request.input.buffer as ArrayBuffer],
      );
      return {
        input: reply.input as TensorValues,
        seconds: reply.seconds,
        detections: () => valueOf(reply) as Detection[],
      };
    },
    async close() {
      await send({ kind: "close" });
      worker.terminate();
    },
  };
}

function valueOf(reply: ThreadReply): unknown {
  if ("value" in reply) return reply.value;
  const { error, isModelError } = reply;
  if (!isModelError) throw error;
  const { message, cause } = error as Error;
  throw new ModelError(message, { cause });
}
