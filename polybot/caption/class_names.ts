/**
 * Recognizes COCO classes as users write them: in the plural, in one word, or
 * by another name.
 *
 * @module
 */
import { COCO_CLASSES, type CocoClass } from "../../shared/coco.ts";
import { nearest } from "./spelling.ts";

/** Number of words in the longest name. */
const MAX_WORDS = 2;

/** Other names of a class, and plurals that do not end in s. */
const OTHER_NAMES: Partial<Record<CocoClass, readonly string[]>> = {
  "person": ["people", "man", "men", "woman", "women", "human"],
  "bicycle": ["bike"],
  "motorcycle": ["motorbike"],
  "airplane": ["plane", "aeroplane"],
  "handbag": ["purse"],
  "skis": ["ski"],
  "sports ball": ["ball"],
  "wine glass": ["wineglass"],
  "knife": ["knives"],
  "donut": ["doughnut"],
  "couch": ["sofa"],
  "potted plant": ["plant", "houseplant"],
  "dining table": ["table"],
  "tv": ["television"],
  "mouse": ["mice"],
  "remote": ["remote control"],
  "cell phone": ["phone", "mobile phone", "smartphone"],
  "refrigerator": ["fridge"],
  "hair drier": ["hair dryer"],
};

const letters = (name: string) => name.replace(/[ -]/g, "");

const CLASSES_BY_SPELLING: ReadonlyMap<string, CocoClass> = new Map(
  COCO_CLASSES.flatMap((name) =>
    [name, ...OTHER_NAMES[name] ?? []].flatMap((written) =>
      ["", "s", "es"].map((ending) =>
        [letters(written) + ending, name] as const
      )
    )
  ),
);

/** Returns the class that the first words name, and the number of words in its name. The longest name wins. */
export function readClass(
  words: readonly string[],
): { name: CocoClass; length: number } | undefined {
  for (let length = Math.min(MAX_WORDS, words.length); length > 0; length--) {
    const spelling = letters(words.slice(0, length).join(""));
    const name = CLASSES_BY_SPELLING.get(spelling);
    if (name !== undefined) return { name, length };
  }
  return undefined;
}

/** Returns up to three classes that the word may be a misspelling of, nearest first. */
export function nearestClasses(word: string): string[] {
  const spellings = nearest(letters(word), CLASSES_BY_SPELLING.keys(), 20);
  const names = spellings.map((spelling) => CLASSES_BY_SPELLING.get(spelling)!);
  return [...new Set(names)].slice(0, 3);
}
