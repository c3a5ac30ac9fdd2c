import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Picture } from "../shared/pictures/picture.ts";
import { createMetrics } from "../shared/service/metrics.ts";
import type { Detection, Detector } from "./model/detector.ts";
import { lookAt } from "./detect_and_annotate.ts";

const CHELSEA = await Deno.readFile(
  new URL("../shared/pictures/samples/chelsea.png", import.meta.url),
);

/** Looks at the cat with a detector that gives what `detect` does, and tells which picture it got. */
async function look(detect: () => Promise<Detection[]>) {
  let picture: Picture | undefined;
  let size = 0;
  const detector: Detector = {
    inputSize: 64,
    modelName: "scripted",
    detect(image) {
      picture = image;
      size = image.bitmap.length;
      return detect();
    },
    close: () => Promise.resolve(),
  };
  const metrics = createMetrics();
  const seen = await lookAt(CHELSEA, {}, { detector, metrics })
    .catch((error: Error) => error);
  assertEquals(size, 451 * 300 * 4);
  return { seen, left: picture?.bitmap.length };
}

Deno.test("a picture's pixels are given back once it is marked", async () => {
  const box = [10, 20, 110, 220] as const;
  const { seen, left } = await look(() =>
    Promise.resolve([{ class: "cat", score: 0.5, box }])
  );
  assertEquals(left, 0);
  assert(!(seen instanceof Error));
  assertEquals(seen.labels.map((label) => label.class), ["cat"]);
  assertEquals([...seen.marked.subarray(0, 2)], [0xff, 0xd8]);
});

Deno.test("a picture's pixels are given back where the detector fails", async () => {
  const { seen, left } = await look(() => Promise.reject(new Error("no")));
  assertEquals([seen, left], [new Error("no"), 0]);
});

Deno.test("what is no picture is not looked at", async () => {
  const detector = {} as Detector;
  await assertRejects(
    () =>
      lookAt(new Uint8Array([1, 2, 3]), {}, {
        detector,
        metrics: createMetrics(),
      }),
    Error,
    "not a picture",
  );
});
