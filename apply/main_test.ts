import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import { decodePicture } from "../shared/pictures/decode.ts";
import { detectFormat } from "../shared/pictures/format.ts";
import { runTask } from "../lab/processes/task.ts";
import { tinyModel } from "../lab/onnx_model.ts";

const PICTURES = new URL("../shared/pictures/samples/", import.meta.url);

/** Runs `deno task apply`. */
const apply = (...args: string[]) => runTask("apply", {}, ...args);

/** Runs `work` with a temporary folder that contains two photos. */
async function withPhotos(
  work: (
    photos: { folder: string; cat: string; coffee: string },
  ) => Promise<void>,
) {
  const folder = await Deno.makeTempDir();
  try {
    const copy = async (name: string) => {
      const target = join(folder, name);
      await Deno.copyFile(new URL(name, PICTURES), target);
      return target;
    };
    const cat = await copy("chelsea.png");
    const coffee = await copy("coffee.png");
    await work({ folder, cat, coffee });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const decode = async (file: string) =>
  (await decodePicture(await Deno.readFile(file))).picture;

const names = (folder: string) =>
  Array.from(Deno.readDirSync(folder), ({ name }) => name).toSorted();

Deno.test("apply writes the edited picture to --out, losslessly as PNG", async () => {
  await withPhotos(async ({ folder, cat }) => {
    const out = join(folder, "turned.PNG");
    const { code, stdout, stderr } = await apply(
      "rotate 90, rotate 270",
      cat,
      "--out",
      out,
    );
    assertEquals([code, stderr], [0, ""]);
    assertEquals(stdout, `Saved ${out}: 451 × 300\n`);
    assertEquals((await decode(out)).bitmap, (await decode(cat)).bitmap);
  });
});

Deno.test("apply writes the format of the extension of --out", async () => {
  await withPhotos(async ({ folder, cat }) => {
    for (const [extension, format] of [["jpeg", "jpeg"], ["webp", "webp"]]) {
      const out = join(folder, `blurred.${extension}`);
      assertEquals((await apply("blur", cat, "--out", out)).code, 0);
      assertEquals(detectFormat(await Deno.readFile(out)), format);
    }
  });
});

Deno.test("apply without --out writes to the folder of each photo, and never overwrites a file", async () => {
  await withPhotos(async ({ folder, cat, coffee }) => {
    const caption = "salt & pepper 0.1, segment";
    assertEquals((await apply(caption, cat, coffee)).code, 0);
    const { stdout } = await apply(caption, cat);
    assertEquals(names(folder), [
      "chelsea-salt-and-pepper-segment-2.png",
      "chelsea-salt-and-pepper-segment.png",
      "chelsea.png",
      "coffee-salt-and-pepper-segment.png",
      "coffee.png",
    ]);
    assertMatch(stdout, /^Saved .+-segment-2\.png: 451 × 300\n$/);
  });
});

Deno.test("apply concat combines all photos into one picture", async () => {
  await withPhotos(async ({ folder, cat, coffee }) => {
    const { code, stderr } = await apply("rotate, concat", cat, coffee);
    assertEquals([code, stderr], [0, ""]);
    const joined = await decode(join(folder, "chelsea-rotate-concat.png"));
    // 300 × 451 and 400 × 600, scaled to the height of 451
    assertEquals([joined.width, joined.height], [300 + 301, 451]);
  });
});

Deno.test("apply predict --json prints one document, and --out saves the annotated picture", async () => {
  await withPhotos(async ({ folder, cat }) => {
    const out = join(folder, "marked.png");
    const { code, stdout, stderr } = await apply(
      "predict",
      "--json",
      cat,
      "--out",
      out,
    );
    assertEquals([code, stderr], [0, `Saved ${out}: 451 × 300\n`]);
    const { detections: [found, ...more], ...rest } = JSON.parse(stdout);
    assertEquals(rest, {
      width: 451,
      height: 300,
      model: "nanodet-g-416",
      summary: "Detected Objects:\nCat: 1",
    });
    assertEquals(more, []);
    assertEquals(Object.keys(found), ["class", "score", "box"]);
    assertEquals(found.class, "cat");
    assertAlmostEquals(found.score, 0.388, 0.02);
    [2, 0, 439, 297].forEach((edge, index) =>
      assertAlmostEquals(found.box[index], edge, 4)
    );
    const marked = await decode(out);
    assert(`${marked.bitmap}` !== `${(await decode(cat)).bitmap}`);
  });
});

Deno.test("apply predict detects objects in the edited picture", async () => {
  await withPhotos(async ({ cat, coffee }) => {
    const { stdout } = await apply("rotate 90, predict", "--json", cat);
    const { width, height } = JSON.parse(stdout);
    assertEquals([width, height], [300, 451]);
    const both = await apply("concat, predict cat 0.3", cat, coffee);
    assertEquals(both.stdout, "Detected Objects:\nCat: 1\n");
  });
});

Deno.test("apply predict prints the objects of each photo", async () => {
  await withPhotos(async ({ folder, cat, coffee }) => {
    const { stdout, stderr } = await apply("predict cat", cat, coffee);
    assertEquals(stderr, "");
    assertEquals(
      stdout,
      `${cat}\nDetected Objects:\nCat: 1\n${coffee}\nDetected Objects:\nNone\n`,
    );
    assertEquals(names(folder), ["chelsea.png", "coffee.png"]);
  });
});

Deno.test("apply --model detects with another model", async () => {
  await withPhotos(async ({ folder, cat }) => {
    const model = join(folder, "blind.onnx");
    await Deno.writeFile(model, tinyModel());
    const { stdout } = await apply("predict", "--json", "--model", model, cat);
    const { model: name, detections } = JSON.parse(stdout);
    assertEquals([name, detections], ["blind", []]);
  });
});

Deno.test("apply reports a failure in one sentence and exits with 1", async () => {
  await withPhotos(async ({ folder, cat, coffee }) => {
    const damaged = join(folder, "damaged.png");
    const bytes = await Deno.readFile(cat);
    await Deno.writeFile(damaged, bytes.subarray(0, 9000));
    const wrong: [string[], string][] = [
      [["blurr", cat], "I don't know how to do “blurr”"],
      [["blur 0", cat], "blur"],
      [["blur", "nowhere.png"], "Cannot read 'nowhere.png': there is no such"],
      [["blur", damaged], `Cannot use '${damaged}': This PNG is damaged`],
      [["blur", "deno.json"], "Cannot use 'deno.json': This file is not a pic"],
      [["blur", cat, "--out", cat], `Cannot write '${cat}' as it is one of`],
      [
        ["blur", cat, "--out", `${folder}/../${folder}/nowhere/a.png`],
        "nowhere/a.png': there is no such file or folder",
      ],
      [["concat", cat], "I need 2 to 10 photos for concat"],
      [["predict unicorn", cat], "unicorn"],
      [
        ["predict", cat, "--model", "nowhere.onnx"],
        "Cannot use the model 'nowhere.onnx': there is no such file",
      ],
      [
        ["predict", cat, "--model", coffee],
        "it is not an ONNX model that can be loaded",
      ],
    ];
    for (const [args, sentence] of wrong) {
      const { code, stdout, stderr } = await apply(...args);
      assertStringIncludes(stderr, sentence);
      assertEquals([code, stdout, stderr.split("\n").length], [1, "", 2]);
    }
    assertEquals(await Deno.readFile(cat), bytes);
  });
});

Deno.test("apply refuses wrong arguments and exits with 2", async () => {
  const wrong: [string[], string][] = [
    [[], "Give a caption and at least one photo"],
    [["blur"], "Give a caption and at least one photo"],
    [["blur", "a.png", "--nonsense"], "--nonsense"],
    [["blur", "a.png", "--out", "b.bmp"], "--out must end in one of .png, "],
    [["blur", "a.png", "--json"], "--json is for predict"],
    [["blur", "a.png", "--model", "m.onnx"], "--model is for predict"],
    [["predict", "a.png", "b.png", "--json"], "--json takes one photo"],
    [["blur", "a.png", "b.png", "--out", "c.png"], "--out takes one picture"],
  ];
  for (const [args, sentence] of wrong) {
    const { code, stdout, stderr } = await apply(...args);
    assertStringIncludes(stderr, sentence);
    assertStringIncludes(stderr, "See deno task apply --help");
    assertEquals([code, stdout], [2, ""]);
  }
});

Deno.test("apply --help lists the options and every action", async () => {
  const { code, stdout, stderr } = await apply("--help");
  assertEquals([code, stderr], [0, ""]);
  for (const part of ["--json", "salt and pepper [part]", "predict [classes"]) {
    assertStringIncludes(stdout, part);
  }
});

Deno.test("deno task apply resolves paths in the folder that it is called from", async () => {
  // an outer task's folder would be used instead
  const { INIT_CWD: _, ...env } = Deno.env.toObject();
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "apply", "predict", "astronaut.png"],
    cwd: PICTURES,
    clearEnv: true,
    env,
  }).output();
  assertEquals(code, 0);
  assertStringIncludes(new TextDecoder().decode(stdout), "Person: 1");
});
