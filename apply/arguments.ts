/**
 * The command line of `deno task apply`.
 *
 * @module
 */
import type { Step } from "../polybot/actions/action.ts";
import { ACTIONS } from "../polybot/actions/mod.ts";
import { parseCaption } from "../polybot/caption/parse.ts";
import {
  type ArgumentsOf,
  createCommand,
  UsageError,
  valueOf,
} from "../shared/command_line/command.ts";
import { EXTENSIONS, hasKnownExtension } from "./picture_files.ts";

export const COMMAND = createCommand(
  "deno task apply",
  "Edits photos and detects objects as the bot does, without running a service.",
)
  .argument("[caption]", "the actions, as in the chat, separated by commas")
  .argument("[photos...]", "the files to apply them to")
  .option(
    "-o, --out <file>",
    `the file to write the picture to, its format by the extension: ${EXTENSIONS}. Without it an edit of photo.jpg goes to photo-<action>.png beside it, and predict writes no picture`,
    valueOf(
      "--out",
      `end in one of ${EXTENSIONS}`,
      (file) => hasKnownExtension(file) ? file : undefined,
    ),
  )
  .option("--json", "print the result of predict as one JSON document")
  .option(
    "--model <file>",
    "the ONNX model for predict, in YOLOv5's layout; default the embedded one",
  )
  .addHelpText(
    "after",
    `
Actions:
${
      ACTIONS.map(({ usage, summary }) => `  ${usage}\n      ${summary}`)
        .join("\n")
    }

Examples:
  deno task apply "rotate 90, blur 4" photo.jpg --out blurred.png
  deno task apply concat left.jpg right.jpg --out both.jpg
  deno task apply "predict cat dog" photo.jpg --out marked.jpg`,
  );

/** Actions, the photos to apply them to, and where the result goes. */
export interface ApplyRequest {
  readonly steps: readonly Step[];
  readonly photos: readonly string[];
  readonly out: string | undefined;
  readonly json: boolean;
  readonly model: string | undefined;
}

/** Tells whether the steps combine all photos into one picture. */
export const combinesPhotos = (steps: readonly Step[]) =>
  steps.some(({ kind }) => kind === "combine");

/**
 * Checks that the arguments of {@linkcode COMMAND} do not contradict each other.
 *
 * @throws {UsageError} when they do
 * @throws {CaptionError} when the caption cannot be parsed
 */
export function readRequest(
  { positionals: [caption, photos], options }: ArgumentsOf<typeof COMMAND>,
): ApplyRequest {
  const { out, json = false, model } = options;
  if (caption === undefined || photos.length === 0) {
    throw new UsageError("Give a caption and at least one photo");
  }
  const steps = parseCaption(caption);
  if (steps.at(-1)?.kind !== "detect") {
    for (const [name, value] of Object.entries({ json, model })) {
      if (value) {
        throw new UsageError(
          `--${name} is for predict: it must end the caption`,
        );
      }
    }
  }
  if (photos.length > 1 && !combinesPhotos(steps)) {
    if (json) throw new UsageError("--json takes one photo at a time");
    if (out !== undefined) {
      throw new UsageError(
        `--out takes one picture, and ${photos.length} photos give ${photos.length}: leave it out, or join them with concat`,
      );
    }
  }
  return { steps, photos, out, json, model };
}
