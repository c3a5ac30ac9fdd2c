/**
 * Applies the bot's actions to files: `deno task apply`.
 *
 * @module
 */
import {
  type ApplyRequest,
  combinesPhotos,
  COMMAND,
  readRequest,
} from "./arguments.ts";
import {
  defaultName,
  FileError,
  readPhoto,
  writePicture,
} from "./picture_files.ts";
import { type DetectOptions, OptionError } from "../polybot/actions/action.ts";
import { CaptionError } from "../polybot/caption/caption_error.ts";
import type { CocoClass } from "../shared/coco.ts";
import type { Picture } from "../shared/pictures/picture.ts";
import { PictureError } from "../shared/pictures/picture_error.ts";
import { summarize } from "../shared/detection_summary.ts";
import {
  type Detection,
  ModelError,
  openDetector,
} from "../yolo5/model/detector.ts";
import { drawDetections } from "../yolo5/annotation/draw.ts";
import { EXIT, runCommand } from "../shared/command_line/command.ts";

/**
 * Yields the edited pictures: one per photo, or a single one when a step
 * combines them. Photos that are not combined are edited one after the other,
 * which takes less memory.
 */
async function* editPhotos({ steps, photos }: ApplyRequest) {
  const groups = combinesPhotos(steps)
    ? [photos]
    : photos.map((photo) => [photo]);
  for (const group of groups) {
    let images: Picture[] = [];
    for (const photo of group) images.push(await readPhoto(photo, steps));
    for (const step of steps) {
      if (step.kind === "edit") images = images.map(step.run);
      if (step.kind === "combine") images = [await step.run(images)];
    }
    for (const image of images) yield { image, photo: group[0] ?? "" };
  }
}

async function edit(request: ApplyRequest): Promise<void> {
  for await (const { image, photo } of editPhotos(request)) {
    const file = request.out ?? await defaultName(photo, request.steps);
    await writePicture(image, file, request.photos);
    console.log(`Saved ${file}: ${image.width} × ${image.height}`);
  }
}

async function detect(
  request: ApplyRequest,
  { classes, confidence }: DetectOptions,
): Promise<void> {
  const { steps, photos, out, json } = request;
  const filter = { classes: classes as readonly CocoClass[], confidence };
  const detector = await openDetector({ model: request.model });
  for await (const { image, photo } of editPhotos(request)) {
    const detections = await detector.detect(image, filter);
    const summary = summarize(detections.map((found) => found.class));
    if (out !== undefined) {
      await writePicture(await drawDetections(image, detections), out, photos);
      const report = json ? console.error : console.log;
      report(`Saved ${out}: ${image.width} × ${image.height}`);
    }
    if (json) {
      console.log(toJson(image, detector.modelName, detections, summary));
    } else {
      const named = photos.length > 1 && !combinesPhotos(steps);
      console.log(named ? `${photo}\n${summary}` : summary);
    }
  }
  await detector.close();
}

function toJson(
  { width, height }: Picture,
  model: string,
  detections: readonly Detection[],
  summary: string,
): string {
  return JSON.stringify({
    width,
    height,
    model,
    detections: detections.map(({ class: name, score, box }) => ({
      class: name,
      score: Number(score.toFixed(4)),
      box,
    })),
    summary,
  });
}

async function apply(request: ApplyRequest): Promise<void> {
  const last = request.steps.at(-1);
  if (last?.kind === "detect") await detect(request, last.options);
  else await edit(request);
}

if (import.meta.main) {
  // a task runs in the project's folder, but its paths are relative to the caller's
  const caller = Deno.env.get("INIT_CWD");
  if (caller) Deno.chdir(caller);
  await runCommand(COMMAND, {
    operatorErrors: [
      CaptionError,
      FileError,
      ModelError,
      OptionError,
      PictureError,
    ],
    run: async (args) => {
      await apply(readRequest(args));
      return EXIT.ok;
    },
  });
}
