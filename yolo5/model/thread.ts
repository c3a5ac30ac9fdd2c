/**
 * A model in a thread of its own: onnxruntime holds the thread that calls it
 * until it is done, and all else would wait: downloads, drawing, and the
 * heartbeats of the jobs in hand.
 *
 * @module
 */
import { ModelError, type ModelLayout } from "./layout.ts";
import type { Detection, TensorValues } from "../detection/decoding.ts";
import type { Look, Order, Reply } from "./thread_messages.ts";

/** What a look came to, and its input to be filled again. */
export interface Looked {
  readonly input: TensorValues;
  /** How long the model was at it. */
  readonly seconds: number;
  /** @throws {RangeError} when a class of the filter is not one of COCO's */
  detections(): Detection[];
}

export interface ModelThread {
  readonly layout: ModelLayout;
  /** Finds objects, the best first. What is given meanwhile waits in the thread. */
  look(look: Look): Promise<Looked>;
  /** Lets the model go, behind the pictures that it was given. */
  close(): Promise<void>;
}

/**
 * Starts a thread and opens the model in it.
 *
 * @throws {ModelError} when the file is missing, no ONNX model, or of another layout
 */
export async function openModelThread(
  file: string,
  threads: number,
): Promise<ModelThread> {
  const worker = new Worker(
    new URL("./thread_worker.ts", import.meta.url),
    { type: "module", name: "model" },
  );
  const waiting: ((reply: Reply) => void)[] = [];
  worker.onmessage = ({ data }) => waiting.shift()?.(data);

  function ask(order: Order, transfer: ArrayBuffer[] = []): Promise<Reply> {
    const { promise, resolve } = Promise.withResolvers<Reply>();
    waiting.push(resolve);
    worker.postMessage(order, transfer);
    return promise;
  }

  const opened = await ask({ kind: "open", file, threads });
  let layout: ModelLayout;
  try {
    layout = valueOf(opened) as ModelLayout;
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return {
    layout,
    async look(look) {
      const { buffer } = look.input;
      const order = { kind: "look", ...look } as const;
      const reply = await ask(order, [buffer as ArrayBuffer]);
      return {
        input: reply.input as TensorValues,
        seconds: reply.seconds,
        detections: () => valueOf(reply) as Detection[],
      };
    },
    async close() {
      await ask({ kind: "close" });
      worker.terminate();
    },
  };
}

function valueOf(reply: Reply): unknown {
  if ("value" in reply) return reply.value;
  const { error, isModelError } = reply;
  if (!isModelError) throw error;
  const { message, cause } = error as Error;
  throw new ModelError(message, { cause });
}
