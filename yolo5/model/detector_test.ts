import { blankPicture } from "../../lab/pictures/small_pictures.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { decodePicture } from "../../shared/pictures/decode.ts";
import type { Picture } from "../../shared/pictures/picture.ts";
import { setImmediate } from "node:timers";
import {
  type Detection,
  type DetectionTimes,
  type Detector,
  openDetector,
} from "./detector.ts";

/** Reference cases, and the model that produced them if it is available. */
const CASES = new URL("../../../shared/cases/", import.meta.url);
const REFERENCE_MODEL = new URL(
  "../../../shared/models/yolov5n.onnx",
  import.meta.url,
);
const PICTURES = new URL("../../shared/pictures/samples/", import.meta.url);

/** Confidence threshold of the reference, which may differ from the services' threshold. */
const REFERENCE = { confidence: 0.25 };

const exists = (file: URL) => {
  try {
    return Deno.statSync(file).isFile;
  } catch {
    return false;
  }
};

async function readPicture(file: URL): Promise<Picture> {
  const bytes = await Deno.readFile(file);
  return (await decodePicture(bytes, { colours: "stored" })).picture;
}

async function withDetector(
  options: Parameters<typeof openDetector>[0],
  work: (detector: Detector) => Promise<void>,
) {
  const detector = await openDetector(options);
  try {
    await work(detector);
  } finally {
    await detector.close();
  }
}

type Box = Detection["box"];

function intersectionOverUnion(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  const shared = Math.max(0, width) * Math.max(0, height);
  const area = (box: Box) => (box[2] - box[0]) * (box[3] - box[1]);
  return shared / (area(a) + area(b) - shared);
}

/** Fails unless both contain the same objects: same class, IoU ≥ 0.95, score within 0.02. */
function assertSameObjects(
  detections: readonly Detection[],
  expected: readonly { class: string; score: number; box: Box }[],
  picture: string,
) {
  const remaining = [...detections];
  for (const object of expected) {
    const at = remaining.findIndex((one) =>
      one.class === object.class &&
      Math.abs(one.score - object.score) <= 0.02 &&
      intersectionOverUnion(one.box, object.box) >= 0.95
    );
    assert(at >= 0, `${picture}: ${JSON.stringify(object)} was not detected`);
    remaining.splice(at, 1);
  }
  assertEquals(remaining, [], `${picture}: more was detected`);
}

Deno.test("the embedded model detects what it detected when it was added", async () => {
  await withDetector({ threads: 1 }, async (detector) => {
    assertEquals(detector.modelName, "nanodet-g-416");
    assertEquals(detector.inputSize, 416);
    const golden = {
      "astronaut.png": {
        class: "person",
        score: 0.483,
        box: [14, 14, 364, 508],
      },
      "chelsea.png": { class: "cat", score: 0.388, box: [2, 0, 439, 297] },
      "coffee.png": {
        class: "dining table",
        score: 0.32,
        box: [8, 0, 597, 400],
      },
    } as const;
    for (const [name, object] of Object.entries(golden)) {
      const image = await readPicture(new URL(name, PICTURES));
      const detections = await detector.detect(image, REFERENCE);
      assertSameObjects(detections, [object], name);
    }
  });
});

Deno.test({
  name: `every reference case gives the detections of detect.py${
    exists(REFERENCE_MODEL)
      ? ""
      : " (skipped: ../shared/cases and ../shared/models are missing)"
  }`,
  ignore: !exists(REFERENCE_MODEL),
  async fn() {
    const cases = JSON.parse(
      await Deno.readTextFile(new URL("detections-yolov5n.json", CASES)),
    ) as Record<
      string,
      { detections: { cls: string; score: number; box: Box }[] }
    >;
    await withDetector({ model: REFERENCE_MODEL }, async (detector) => {
      for (const [name, { detections }] of Object.entries(cases)) {
        const image = await readPicture(new URL(name, CASES));
        const expected = detections.map(({ cls, score, box }) => ({
          class: cls,
          score,
          box,
        }));
        const found = await detector.detect(image, REFERENCE);
        assertSameObjects(found, expected, name);
      }
    });
  },
});

Deno.test("a filter selects classes and scores above its confidence", async () => {
  await withDetector({ threads: 1 }, async (detector) => {
    const image = await readPicture(new URL("chelsea.png", PICTURES));
    const names = async (filter: Parameters<Detector["detect"]>[1]) =>
      (await detector.detect(image, { ...REFERENCE, ...filter })).map((found) =>
        found.class
      );
    assertEquals(await names({ classes: ["cat", "dog"] }), ["cat"]);
    assertEquals(await names({ classes: ["dog"] }), []);
    assertEquals(await names({ confidence: 0.39 }), []);
    assert((await names({ confidence: 0.05 })).length > 1);
  });
});

Deno.test("pictures that are detected at the same time each get their own detections", async () => {
  await withDetector({ threads: 1 }, async (detector) => {
    const names = ["chelsea.png", "astronaut.png", "chelsea.png", "coffee.png"];
    const found = await Promise.all(names.map(async (name) => {
      const image = await readPicture(new URL(name, PICTURES));
      const detections = await detector.detect(image, REFERENCE);
      return detections.map((detection) => detection.class);
    }));
    assertEquals(found, [["cat"], ["person"], ["cat"], ["dining table"]]);
  });
});

Deno.test("the event loop keeps running while the model runs", async () => {
  await withDetector({ threads: 1 }, async (detector) => {
    let turns = 0;
    let detecting = true;
    const turn = () => {
      turns++;
      if (detecting) setImmediate(turn);
    };
    turn();
    await detector.detect(blankPicture(10, 10));
    detecting = false;
    assert(turns > 100, `${turns} turns of the event loop`);
  });
});

Deno.test("detect() reports how long it waited and how long the model took", async () => {
  await withDetector({ threads: 1 }, async (detector) => {
    const reported: DetectionTimes[] = [];
    const started = performance.now();
    await Promise.all(
      [1, 2, 3].map(() =>
        detector.detect(
          blankPicture(10, 10),
          {},
          (times) => reported.push(times),
        )
      ),
    );
    const all = (performance.now() - started) / 1000;
    const [first, , last] = reported;
    assert(reported.length === 3 && first && last);
    const detecting = reported.reduce((sum, { detect }) => sum + detect, 0);
    assert(detecting > 0 && detecting <= all);
    assert(first.wait >= 0 && last.wait > first.wait);
  });
});

Deno.test("a failed call does not stop the next one", async () => {
  await withDetector({ threads: 1 }, async (detector) => {
    const image = blankPicture(10, 10);
    const unknown = { classes: ["unicorn"] } as unknown as Parameters<
      Detector["detect"]
    >[1];
    const failing = detector.detect(image, unknown);
    const next = detector.detect(image);
    await assertRejects(() => failing, RangeError, "unicorn");
    assertEquals(await next, []);
  });
});

Deno.test("pictures of one pixel, one row and one column are accepted", async () => {
  await withDetector({ threads: 1 }, async (detector) => {
    for (const [width, height] of [[1, 1], [5000, 1], [1, 5000]] as const) {
      await detector.detect(blankPicture(width, height));
    }
  });
});

Deno.test("a closed detector finishes pictures in flight and refuses new ones", async () => {
  const detector = await openDetector({ threads: 1 });
  const last = detector.detect(blankPicture(10, 10));
  await detector.close();
  assertEquals(await last, []);
  await assertRejects(
    () => detector.detect(blankPicture(10, 10)),
    TypeError,
    "Cannot detect as the detector was closed",
  );
  await detector.close();
});

Deno.test("openDetector() throws when threads is not a positive integer", async () => {
  await assertRejects(
    () => openDetector({ threads: 0 }),
    RangeError,
    "'threads' must be a positive integer: current value is 0",
  );
});
