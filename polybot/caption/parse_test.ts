import { assert, assertEquals, assertThrows } from "@std/assert";
import { seededRandom } from "../../lab/random.ts";
import type { Step } from "../actions/action.ts";
import { ACTIONS } from "../actions/mod.ts";
import { greyPicture, greyRows } from "../../lab/pictures/small_pictures.ts";
import { CaptionError } from "./caption_error.ts";
import { looksLikeAction, parseCaption } from "./parse.ts";

const names = (caption: string) =>
  parseCaption(caption).map(({ name }) => name);

/** Applies the edits of a caption to a small picture, which shows their options. */
function edited(caption: string): number[][] {
  let image = greyPicture([[10, 20, 90], [160, 250, 7]]);
  for (const step of parseCaption(caption)) {
    assert(step.kind === "edit");
    image = step.run(image);
  }
  return greyRows(image);
}

/** Returns the options of a caption's only step, which detects. */
function detectOptions(caption: string) {
  const [step, ...more] = parseCaption(caption);
  assert(step?.kind === "detect" && more.length === 0);
  return step.options;
}

const refused = (caption: string) =>
  assertThrows(() => parseCaption(caption), CaptionError).message;

Deno.test("parseCaption() reads every action by its name and aliases, in any spelling", () => {
  for (const { name, aliases } of ACTIONS) {
    for (const written of [name, ...aliases ?? []]) {
      for (
        const caption of [
          written,
          written.toUpperCase(),
          `  ${written.replaceAll(" ", "   ")}\t`,
          written.replaceAll(" ", "-"),
          written.replaceAll(" ", "_"),
          written.replaceAll(" ", ""),
          `/${written.replaceAll(" ", "_")}`,
          `/${written.replaceAll(" ", "_")}@polybot`,
          `${written}.`,
          `“${written}”!`,
        ]
      ) {
        assertEquals(names(caption), [name], caption);
      }
    }
  }
});

Deno.test("parseCaption() reads the options of an action", () => {
  const turned = edited("rotate 270");
  assertEquals(turned, [[90, 7], [20, 250], [10, 160]]);
  for (
    const caption of [
      "Rotate 270",
      "rotate270",
      "rotate-270",
      "/rotate 270",
      "/rotate_270",
      "rotate: 270°",
      "rotate — (270)!",
      "rotate ２７０",
      "rotate ٢٧٠",
      "rotate anti-clockwise",
      "rotate anticlockwise 90",
      "rotate Counter–Clockwise",
      "rotate anti\u00adclockwise",
    ]
  ) {
    assertEquals(edited(caption), turned, caption);
  }
});

Deno.test("parseCaption() chains actions from left to right, at commas and new lines", () => {
  assertEquals(names("rotate 90, blur 4,contour"), [
    "rotate",
    "blur",
    "contour",
  ]);
  assertEquals(names("rotate 90\nblur 4;\n contour,"), [
    "rotate",
    "blur",
    "contour",
  ]);
  assertEquals(edited("contour, rotate"), [[90, 10], [243, 70], [243, 70]]);
  assertEquals(edited("rotate, contour"), [[150, 150], [230, 230], [83, 83]]);
});

Deno.test("parseCaption() reads a part without an action's name as options of the previous action", () => {
  const expected = { classes: ["cat", "hot dog"], confidence: 0.4 };
  for (
    const caption of [
      "predict cat, hot dog, 0.4",
      "predict cat, hot dog 40 %",
      "predict, 0,4, cats and hot dogs",
      "predict\ncat\nhot dog\n.4",
    ]
  ) {
    assertEquals(detectOptions(caption), expected, caption);
  }
  assertEquals(edited("rotate, anti-clockwise"), edited("rotate 270"));
  assertEquals(names("blur 4, predict cat, dog"), ["blur", "predict"]);
});

Deno.test("parseCaption() reads a decimal comma", () => {
  assertEquals(detectOptions("predict 0,4").confidence, 0.4);
  assertEquals(names("salt & pepper 0,1"), ["salt and pepper"]);
});

Deno.test("parseCaption() suggests the action for a misspelt name", () => {
  const meant: [string, string][] = [
    ["blurr 4", "blur"],
    ["bulr", "blur"],
    ["countour", "contour"],
    ["rotat 90", "rotate"],
    ["salt and peper", "salt and pepper"],
    ["salt pepper", "salt and pepper"],
    ["segmnet", "segment"],
    ["con cat", "concat"],
    ["perdict", "predict"],
    ["/blurr", "blur"],
    ["blur 4, rotte 90", "rotate"],
    ["predict cat, blurr 4", "blur"],
  ];
  for (const [caption, name] of meant) {
    const message = refused(caption);
    assert(message.includes(`Did you mean “${name}”?`), message);
    assert(/For example: \w+/.test(message), message);
  }
});

Deno.test("parseCaption() refuses an unknown name with all names and an example", () => {
  const message = refused("make it nice");
  for (const { name } of ACTIONS) assert(message.includes(name), message);
  assert(message.includes("“make it nice”"), message);
  assert(message.endsWith("For example: rotate 90, blur 4"), message);
});

Deno.test("parseCaption() refuses a wrong option with what is accepted", () => {
  assert(refused("rotate 90, blur x").includes("blur takes a whole number"));
  assert(refused("blur x, rotate 90").includes("blur takes a whole number"));
  assert(refused("predict cat, dgo").includes("Did you mean dog?"));
});

Deno.test("parseCaption() refuses a caption without an action", () => {
  for (const caption of ["", "  \n ", ",,,", "😀", "…", "“”"]) {
    assert(refused(caption).startsWith("This caption says nothing to do."));
  }
});

Deno.test("parseCaption() accepts predict only at the end", () => {
  for (
    const caption of [
      "predict, blur",
      "predict cat, rotate 90, contour",
      "predict, predict",
    ]
  ) {
    assert(refused(caption).startsWith("Please put predict last"));
  }
});

Deno.test("parseCaption() accepts concat once, with edits before and after it", () => {
  assertEquals(names("blur, concat vertical, predict"), [
    "blur",
    "concat",
    "predict",
  ]);
  assert(
    refused("concat, blur, concat").startsWith("Please use concat only once"),
  );
});

Deno.test("parseCaption() accepts at most ten actions", () => {
  assertEquals(names(Array(10).fill("blur").join()).length, 10);
  assert(refused(Array(11).fill("blur").join()).includes("at most 10"));
});

Deno.test("parseCaption() refuses a caption that is too long with a short sentence", () => {
  assertEquals(names(`blur${" ".repeat(1020)}`), ["blur"]);
  const message = refused("blur".padEnd(10_000, "x"));
  assert(message.startsWith("This caption has 10000 characters; at most 1024"));
  assert(message.length < 200);
});

Deno.test("parseCaption() suggests the action when a letter of its name is missing or two are swapped", () => {
  for (const { name } of ACTIONS) {
    for (let at = 0; at < name.length; at++) {
      const [left, here, next] = [
        name.slice(0, at),
        name[at],
        name[at + 1] ?? "",
      ];
      if (here === " " || next === " " || next === "" || here === next) {
        continue;
      }
      for (
        const typo of [
          left + name.slice(at + 1),
          left + next + here + name.slice(at + 2),
        ]
      ) {
        assert(refused(typo).includes(`Did you mean “${name}”?`), typo);
      }
    }
  }
});

/** Creates a caption from random pieces: almost correct words, punctuation and any characters. */
function randomCaption(random: () => number): string {
  const pick = <T>(items: readonly [T, ...T[]]): T =>
    items[Math.floor(random() * items.length)] ?? items[0];
  const character = () => String.fromCodePoint(Math.floor(random() * 0x10ffff));
  const words = ACTIONS.flatMap((
    { name, examples, aliases },
  ) => [name, ...examples, ...aliases ?? []]);
  const options =
    "0 1 -4 90 0.1 40% .5 1e9 NaN cat dogs left-to-right clockwise anti- __proto__ constructor";
  const piece = () =>
    pick<() => string>([
      () => pick(["", ...words]) + pick([",", "\n", " ; "]),
      () => pick(["", ...words]) + pick([",", "\n", " ; "]),
      () => pick(["", ...options.split(" ")]),
      () => pick([",", "\n", ".", "/", "-", "_", "&", "%", "@x"]),
      () => character().repeat(Math.floor(random() * 60)),
      () => {
        const word = pick(["", ...words]);
        const at = Math.floor(random() * word.length);
        return word.slice(0, at) + character() + word.slice(at + 1);
      },
    ])();
  const length = Math.floor(random() * random() * 9);
  return Array.from({ length }, () => piece() + pick(["", " "])).join("");
}

Deno.test("parseCaption() returns steps or throws a CaptionError with a sentence, for any text", () => {
  const random = seededRandom(7);
  let parsed = 0;
  for (let round = 0; round < 5000; round++) {
    const caption = randomCaption(random);
    const shown = JSON.stringify(caption);
    looksLikeAction(caption);
    let steps: Step[];
    try {
      steps = parseCaption(caption);
    } catch (error) {
      assert(error instanceof CaptionError, `${shown}: ${error}`);
      assert(error.message.length > 20 && error.message.length < 600, shown);
      assert(/^[A-Z].*For example: [a-z]/s.test(error.message), error.message);
      continue;
    }
    assert(steps.length >= 1 && steps.length <= 10, shown);
    parsed++;
  }
  assert(
    parsed > 500 && parsed < 4500,
    `${parsed} of 5000 captions were understood`,
  );
});

Deno.test("looksLikeAction() recognizes an action at the start, and a misspelt one alone or with options", () => {
  for (
    const text of [
      "blur",
      "Blur 4, rotate",
      "/blur@polybot 4",
      "blur it please",
      "blurr",
      "blurr 4",
      "rotat clockwise",
      "rotat 45",
      "salt and peper 0.1",
      "predict cat",
      "prdict cats",
    ]
  ) {
    assert(looksLikeAction(text), text);
  }
});

Deno.test("looksLikeAction() does not recognize other texts", () => {
  for (
    const text of [
      "",
      "hello",
      "What a nice photo!",
      "blue sky",
      "Perfect!",
      "please blur it",
      "don't quote me",
      "🎉",
      "4",
      "x".repeat(10_000),
    ]
  ) {
    assert(!looksLikeAction(text), text);
  }
});
