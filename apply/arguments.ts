/**
 * The command line of `deno task apply`.
 *
 * @module
 */
import type { Step } from "../polybot/actions/action.ts";
import { ACTIONS } from "../polybot/actions/mod.ts";
import { parseCaption } from "../polybot/caption/parse.ts";
import { ENDINGS, hasKnownEnding } from "./picture_files.ts";
import { parseOptions, UsageError } from "../shared/command_line/options.ts";

export const HELP = `Does to photos what the bot does, with no service running.

  deno task apply "<caption>" PHOTO… [--out FILE] [--json] [--model FILE]

The caption is as in the chat, several actions parted by commas:
${
  ACTIONS.map(({ usage, summary }) => `  ${usage}\n      ${summary}`).join("\n")
}

  --out FILE    where the picture goes, its format by the ending:
                ${ENDINGS}.
                Without it an edit of photo.jpg goes to photo-<action>.png
                beside it, and predict writes no picture
  --json        predict prints one JSON document
  --model FILE  predict looks with this ONNX model in YOLOv5's layout,
                default the embedded one
  --help        this text

Examples:
  deno task apply "rotate 90, blur 4" photo.jpg --out blurred.png
  deno task apply concat left.jpg right.jpg --out both.jpg
  deno task apply "predict cat dog" photo.jpg --out marked.jpg`;

/** What is asked for. */
export interface Request {
  readonly steps: readonly Step[];
  readonly photos: readonly string[];
  readonly out: string | undefined;
  readonly json: boolean;
  readonly model: string | undefined;
}

/** Whether one picture is made of all photos. */
export const joins = (steps: readonly Step[]) =>
  steps.some(({ kind }) => kind === "combine");

/**
 * Reads the arguments.
 *
 * @throws {UsageError} when they make no sense, alone or together
 * @throws {CaptionError} when the caption cannot be understood
 */
export function readArguments(args: string[]): Request | "help" {
  const { values: { out, json, model, help }, positionals } = parseOptions({
    args,
    allowPositionals: true,
    options: {
      out: { type: "string", short: "o" },
      json: { type: "boolean", default: false },
      model: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (help) return "help";
  const [caption, ...photos] = positionals;
  if (caption === undefined || photos.length === 0) {
    throw new UsageError("Give a caption and at least one photo");
  }
  const steps = parseCaption(caption);
  const detects = steps.at(-1)?.kind === "detect";
  if (out !== undefined && !hasKnownEnding(out)) {
    throw new UsageError(
      `--out must end in one of ${ENDINGS}: current value is '${out}'`,
    );
  }
  if (json && !detects) {
    throw new UsageError("--json is for predict: it must end the caption");
  }
  if (model !== undefined && !detects) {
    throw new UsageError("--model is for predict: it must end the caption");
  }
  if (photos.length > 1 && !joins(steps)) {
    if (json) throw new UsageError("--json takes one photo at a time");
    if (out !== undefined) {
      throw new UsageError(
        `--out takes one picture, and ${photos.length} photos give ${photos.length}: leave it out, or join them with concat`,
      );
    }
  }
  return { steps, photos, out, json, model };
}
