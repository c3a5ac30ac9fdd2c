/**
 * `deno task apply`: what the bot does to photos, on files, with no service.
 *
 * @module
 */
import { HELP, joins, readArguments, type Request } from "./arguments.ts";
import {
  defaultName,
  FileError,
  readPhoto,
  writePicture,
} from "./picture_files.ts";
import { type DetectOptions, OptionError } from "../polybot/actions/action.ts";
import { CaptionError } from "../polybot/caption/parse.ts";
import type { CocoClass } from "../shared/coco.ts";
import type { Picture } from "../shared/pictures/picture.ts";
import { PictureError } from "../shared/pictures/picture_error.ts";
import { summarize } from "../shared/summary.ts";
import {
  type Detection,
  ModelError,
  openDetector,
} from "../yolo5/model/detector.ts";
import { drawDetections } from "../yolo5/annotation/draw.ts";
import { UsageError } from "../shared/command_line/options.ts";

/** Faults that the person at the terminal can mend: a sentence, not a stack. */
const MENDABLE = [
  CaptionError,
  FileError,
  ModelError,
  OptionError,
  PictureError,
];

/**
 * Runs the chain's edits: one picture a photo, or one of all where a step
 * joins them. Photos that are not joined are worked on one by one, which takes
 * less memory.
 */
async function* editPhotos({ steps, photos }: Request) {
  const groups = joins(steps) ? [photos] : photos.map((photo) => [photo]);
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

async function edit(request: Request): Promise<void> {
  for await (const { image, photo } of editPhotos(request)) {
    const file = request.out ?? await defaultName(photo, request.steps);
    await writePicture(image, file, request.photos);
    console.log(`Saved ${file}: ${image.width} × ${image.height}`);
  }
}

async function detect(
  request: Request,
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
      const named = photos.length > 1 && !joins(steps);
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

async function apply(request: Request): Promise<void> {
  const last = request.steps.at(-1);
  if (last?.kind === "detect") await detect(request, last.options);
  else await edit(request);
}

async function main(args: string[]): Promise<number> {
  try {
    const request = readArguments(args);
    if (request === "help") console.log(HELP);
    else await apply(request);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}. See deno task apply --help`);
      return 2;
    }
    if (!MENDABLE.some((kind) => error instanceof kind)) throw error;
    console.error((error as Error).message);
    return 1;
  }
}

if (import.meta.main) {
  // a task runs in the project's folder: paths count from the caller's
  const caller = Deno.env.get("INIT_CWD");
  if (caller) Deno.chdir(caller);
  Deno.exit(await main(Deno.args));
}
