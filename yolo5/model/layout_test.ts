import { blankPicture } from "../../lab/pictures/small_pictures.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { ModelError, openDetector } from "./detector.ts";
import { type TinyModel, tinyModel } from "../../lab/onnx_model.ts";

/** Runs `work` with a temporary model file. */
async function withModelFile(
  bytes: Uint8Array,
  work: (file: string) => Promise<void>,
) {
  const folder = await Deno.makeTempDir();
  try {
    const file = join(folder, "model.onnx");
    await Deno.writeFile(file, bytes);
    await work(file);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A dog in the middle of the input. */
const DOG = [32, 32, 20, 10, 0.5].concat(
  Array.from({ length: 80 + 85 }, (_, index) => index === 16 ? 1 : 0),
);

Deno.test("models of float16, as officially released, and with dynamic dimensions are accepted", async () => {
  const models: TinyModel[] = [
    { values: DOG },
    {
      values: DOG,
      input: { type: "float16", shape: [1, 3, 64, 64] },
      output: { type: "float16", shape: [1, 2, 85] },
    },
    {
      values: DOG,
      input: { type: "float32", shape: ["batch", 3, "height", "width"] },
      output: { type: "float32", shape: ["batch", "rows", 85] },
    },
  ];
  for (const model of models) {
    await withModelFile(tinyModel(model), async (file) => {
      const detector = await openDetector({ model: file });
      try {
        const dynamic = model.input?.shape.includes("height");
        assertEquals(detector.inputSize, dynamic ? 640 : 64);
        const side = detector.inputSize;
        const [found] = await detector.detect(blankPicture(side, side));
        assertEquals(found, {
          class: "dog",
          score: 0.5,
          box: [22, 27, 42, 37],
        });
      } finally {
        await detector.close();
      }
    });
  }
});

Deno.test("a model of another layout is refused with its layout and the accepted one", async () => {
  const accepted =
    "accepted is YOLOv5's layout: one input [1, 3, S, S] and an output [1, N, 85], both float32 or both float16";
  const refused: [TinyModel, string][] = [
    [
      { input: { type: "float32", shape: [1, 3, 64, 32] } },
      "its input is float32 [1, 3, 64, 32] and its output float32 [1, 2, 85]",
    ],
    [
      { input: { type: "float32", shape: [1, 64, 64, 3] } },
      "its input is float32 [1, 64, 64, 3]",
    ],
    [
      { input: { type: "int64", shape: [1, 3, 64, 64] } },
      "its input is int64 [1, 3, 64, 64]",
    ],
    [
      {
        output: { type: "float32", shape: [1, 85, 2] },
        shape: [1, 85, 2],
      },
      "its output float32 [1, 85, 2]",
    ],
  ];
  for (const [model, has] of refused) {
    await withModelFile(tinyModel(model), async (file) => {
      const { message } = await assertRejects(
        () => openDetector({ model: file }),
        ModelError,
        `Cannot use the model '${file}': `,
      );
      assert(message.includes(has), message);
      assert(message.endsWith(accepted), message);
    });
  }
});

Deno.test("a file that is not an ONNX model is refused", async () => {
  for (const text of ["", "<html>Not found</html>"]) {
    await withModelFile(new TextEncoder().encode(text), async (file) => {
      await assertRejects(
        () => openDetector({ model: file }),
        ModelError,
        `Cannot use the model '${file}': it is not an ONNX model that can be loaded; accepted is`,
      );
    });
  }
});

Deno.test("a missing model is refused", async () => {
  await assertRejects(
    () => openDetector({ model: "/nowhere/model.onnx" }),
    ModelError,
    "Cannot use the model '/nowhere/model.onnx': there is no such file",
  );
  await assertRejects(
    () => openDetector({ model: Deno.cwd() }),
    ModelError,
    `Cannot use the model '${Deno.cwd()}': the file cannot be read`,
  );
});
