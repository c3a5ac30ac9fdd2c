import { COCO_CLASSES } from "../../shared/coco.ts";
import { type Detect, OptionError } from "./action.ts";
import { nearestClasses, readClass } from "../caption/class_names.ts";
import { parseNumber, quote, refusal } from "./options.ts";

/** The lowest confidence that users may choose: lower scores are noise. */
const MIN_CONFIDENCE = 0.01;

/** Words that are ignored: "predict only cats and dogs above 40%". */
const FILLERS = new Set(["and", "or", "&", "only", "above", "over"]);

const action: Detect = {
  kind: "detect",
  name: "predict",
  aliases: ["detect"],
  emoji: "🔎",
  summary: "Find the objects in the picture, mark and count them",
  usage: "predict [classes…] [confidence]",
  examples: ["predict", "predict person", "predict cat dog", "predict 50%"],
  parse(words) {
    const classes = new Set<string>();
    let confidence: number | undefined;
    for (let at = 0; at < words.length;) {
      const word = words[at]!;
      const found = readClass(words.slice(at));
      if (found) {
        classes.add(found.name);
        at += found.length;
      } else if (FILLERS.has(word)) {
        at++;
      } else if (/^[^a-z]*\d/.test(word) && confidence === undefined) {
        confidence = readConfidence(word);
        at++;
      } else {
        throw unknownClass(word);
      }
    }
    return { classes: [...classes], confidence };
  },
};
export default action;

function readConfidence(word: string): number {
  const value = parseNumber(word);
  if (value === undefined || value < MIN_CONFIDENCE || value > 1) {
    throw refusal(word, {
      name: "predict",
      takes: `a confidence from ${MIN_CONFIDENCE} to 1, or from 1% to 100%`,
      example: "predict 0.4",
    });
  }
  return value;
}

function unknownClass(word: string): OptionError {
  const near = nearestClasses(word);
  const hint = near.length > 0
    ? `Did you mean ${near.join(" or ")}?`
    : `I know ${COCO_CLASSES.length} kinds, such as person, car, dog, chair and cell phone.`;
  return new OptionError(
    `I cannot find ${
      quote(word)
    }: predict takes names of things and one confidence. ${hint} For example: predict ${
      near[0] ?? "cat dog"
    } 0.4`,
  );
}
