/**
 * What runs in the thread of `model_thread.ts`: orders in, one reply to each,
 * in their order.
 *
 * @module
 */
import { ModelError } from "./layout.ts";
import { type ModelSession, openModel } from "./session.ts";
import type { Order, Reply } from "./thread_messages.ts";
import { readDetections } from "../detection/decoding.ts";

/** The global scope here: the type checker takes every file's for a window's. */
const thread = self as unknown as {
  onmessage: (event: { readonly data: Order }) => void;
  postMessage(reply: Reply, transfer: ArrayBuffer[]): void;
};

let model: ModelSession | undefined;

async function carryOut(order: Order) {
  switch (order.kind) {
    case "open":
      model = await openModel(order.file, order.threads);
      return model.layout;
    case "look": {
      const { input, picture, filter } = order;
      const size = model?.layout.inputSize ?? 0;
      return await model?.run(
        input,
        (rows) => readDetections(rows, picture, size, filter),
      );
    }
    case "close":
      return await model?.close();
  }
}

/** Carries an order out. @return its value or error, as the reply has them */
async function attempt(order: Order) {
  try {
    return { value: await carryOut(order) };
  } catch (error) {
    return { error, isModelError: error instanceof ModelError };
  }
}

async function replyTo(order: Order) {
  const started = performance.now();
  const outcome = await attempt(order);
  const seconds = (performance.now() - started) / 1000;
  const input = order.kind === "look" ? order.input : undefined;
  thread.postMessage(
    { ...outcome, seconds, input },
    input ? [input.buffer as ArrayBuffer] : [],
  );
}

let last = Promise.resolve();
thread.onmessage = ({ data }) => {
  last = last.then(() => replyTo(data));
};
