/**
 * Runs nothing but inference for SECONDS, and prints how many pictures per
 * second that makes: what `deno task bench` compares the worker with.
 *
 * `bare_inference.ts SECONDS`, with the worker's `YOLO5_MODEL` and
 * `YOLO5_THREADS`.
 *
 * @module
 */
import { InferenceSession, Tensor } from "../../yolo5/model/onnxruntime.ts";
import { readSettings } from "../../shared/service/settings.ts";
import { z } from "zod";
import { EMBEDDED_MODEL } from "../../yolo5/model/detector.ts";
import { checkLayout } from "../../yolo5/model/layout.ts";
import { DETECTOR_SETTINGS } from "../../yolo5/settings.ts";

const Settings = z.object(DETECTOR_SETTINGS);

if (import.meta.main) {
  const seconds = Number(Deno.args[0]);
  const { YOLO5_MODEL = EMBEDDED_MODEL, YOLO5_THREADS = 1 } = readSettings(
    Settings,
    Deno.env.toObject(),
  );
  const session = await InferenceSession.create(
    await Deno.readFile(YOLO5_MODEL),
    { intraOpNumThreads: YOLO5_THREADS, interOpNumThreads: 1 },
  );
  const { inputName, inputSize } = checkLayout(
    String(YOLO5_MODEL),
    session.inputMetadata,
    session.outputMetadata,
  );
  const values = new Float32Array(3 * inputSize ** 2).fill(0.5);
  const shape = [1, 3, inputSize, inputSize];
  const feeds = { [inputName]: new Tensor("float32", values, shape) };
  await session.run(feeds);

  const started = performance.now();
  let pictures = 0;
  while (performance.now() - started < seconds * 1000) {
    await session.run(feeds);
    pictures++;
  }
  const elapsed = (performance.now() - started) / 1000;
  console.log(JSON.stringify({ picturesPerSecond: pictures / elapsed }));
}
