import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Picture } from "../shared/pictures/picture.ts";
import { createMetrics } from "../shared/service/metrics.ts";
import { detectAndAnnotate } from "./detect_and_annotate.ts";
import type { Detection, Detector } from "./model/detector.ts";

const CHELSEA = await Deno.readFile(
  new URL("../shared/pictures/samples/chelsea.png", import.meta.url),
);

/** Annotates the cat with a detector whose detections come from `detect`, and returns how many pixels are left in memory. */
async function annotate(detect: () => Promise<Detection[]>) {
  let detected: Picture | undefined;
  let size = 0;
  const detector: Detector = {
    inputSize: 64,
    modelName: "scripted",
    detect(picture) {
      detected = picture;
      size = picture.bitmap.length;
      return detect();
    },
    close: () => Promise.resolve(),
  };
  const metrics = createMetrics();
  const result = await detectAndAnnotate(CHELSEA, {}, { detector, metrics })
    .catch((error: Error) => error);
  assertEquals(size, 451 * 300 * 4);
  return { result, left: detected?.bitmap.length };
}

Deno.test("a picture's pixels are released once it is annotated", async () => {
  const box = [10, 20, 110, 220] as const;
  const { result, left } = await annotate(() =>
    Promise.resolve([{ class: "cat", score: 0.5, box }])
  );
  assertEquals(left, 0);
  assert(!(result instanceof Error));
  assertEquals(result.labels.map((label) => label.class), ["cat"]);
  assertEquals([...result.jpeg.subarray(0, 2)], [0xff, 0xd8]);
});

Deno.test("a picture's pixels are released when the detector fails", async () => {
  const { result, left } = await annotate(() =>
    Promise.reject(new Error("no"))
  );
  assertEquals([result, left], [new Error("no"), 0]);
});

Deno.test("a file that is not a picture is refused before detection", async () => {
  const detector = {} as Detector;
  const metrics = createMetrics();
  await assertRejects(
    () =>
      detectAndAnnotate(new Uint8Array([1, 2, 3]), {}, { detector, metrics }),
    Error,
    "not a picture",
  );
});
