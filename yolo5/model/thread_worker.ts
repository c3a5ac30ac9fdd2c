/**
 * The script of the thread that `thread.ts` starts: handles requests one after
 * the other, and sends one reply to each.
 *
 * @module
 */
import { decodeDetections } from "../detection/decoding.ts";
import { ModelError } from "./layout.ts";
import { type ModelSession, openModel } from "./session.ts";
import type { ThreadReply, ThreadRequest } from "./thread_messages.ts";

/** The thread's global scope, which the type checker takes for a window. */
const thread = self as unknown as {
  onmessage: (event: { readonly data: ThreadRequest }) => void;
  postMessage(reply: ThreadReply, transfer: ArrayBuffer[]): void;
};

let model: ModelSession | undefined;

async function handle(request: ThreadRequest) {
  switch (request.kind) {
    case "open":
      model = await openModel(request.file, request.threads);
      return model.layout;
    case "detect": {
      const { input, picture, filter } = request;
      const size = model?.layout.inputSize ?? 0;
      return await model?.run(
        input,
        (rows) => decodeDetections(rows, picture, size, filter),
      );
    }
    case "close":
      return await model?.close();
  }
}

async function replyTo(request: ThreadRequest) {
  const started = performance.now();
  const outcome = await handle(request).then(
    (value) => ({ value }),
    (error) => ({ error, isModelError: error instanceof ModelError }),
  );
  const seconds = (performance.now() - started) / 1000;
  const input = request.kind === "detect" ? request.input : undefined;
  thread.postMessage(
    { ...outcome, seconds, input },
    input ? [input.buffer as ArrayBuffer] : [],
  );
}

let last = Promise.resolve();
thread.onmessage = ({ data }) => {
  last = last.then(() => replyTo(data));
};
