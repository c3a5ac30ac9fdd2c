/**
 * `deno task model`: downloads the official YOLOv5s, checks it, and only then
 * puts it in place.
 *
 * @module
 */
import { basename, dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ModelError, openDetector } from "../detector.ts";
import { lookAtKnownPicture, SHOWN } from "../../known_picture.ts";
import { DownloadError, fetchFile } from "./fetch_file.ts";
import { startProgressBar } from "./progress_bar.ts";
import {
  parseOptions,
  UsageError,
} from "../../../shared/command_line/options.ts";

const RELEASED =
  "https://github.com/ultralytics/yolov5/releases/download/v7.0/yolov5s.onnx";
/** In a folder that git ignores: its licence is not ours. */
const TARGET = fileURLToPath(
  new URL("../../models/yolov5s.onnx", import.meta.url),
);

const HELP =
  `Downloads the official YOLOv5s (AGPL-3.0), checks it, and says how to use it.

  deno task model [--out FILE] [--url URL] [--sha256 HEX]

  --out FILE     where it is put, default ${relative(Deno.cwd(), TARGET)}
  --url URL      where it comes from, default
                 ${RELEASED}
  --sha256 HEX   what its SHA-256 must be; its layout is checked always, and
                 that it finds the ${SHOWN} in a picture of one
  --help         this text

What was there is replaced only by a model that passed every check.`;

interface Request {
  readonly url: string;
  readonly out: string;
  readonly sha256: string | undefined;
}

function readArguments(args: string[]): Request | "help" {
  const { values } = parseOptions({
    args,
    options: {
      out: { type: "string", default: TARGET },
      url: { type: "string", default: RELEASED },
      sha256: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return "help";
  const { url, out } = values;
  const sha256 = values.sha256?.toLowerCase();
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? "")) {
    throw new UsageError(
      `--url must be an address like https://…/yolov5s.onnx: current value is '${url}'`,
    );
  }
  if (sha256 !== undefined && !/^[\da-f]{64}$/.test(sha256)) {
    throw new UsageError(
      `--sha256 must be 64 hexadecimal digits: current value is '${values.sha256}'`,
    );
  }
  return { url, out: resolve(out), sha256 };
}

/** Makes the file that is downloaded to: in the target's folder, so that it can be renamed in one step. */
async function makeDraft(out: string): Promise<string> {
  try {
    if ((await Deno.stat(out).catch(() => undefined))?.isDirectory) {
      throw new Error("that is a folder");
    }
    if (out === TARGET) await Deno.mkdir(dirname(out), { recursive: true });
    return await Deno.makeTempFile({
      dir: dirname(out),
      prefix: `${basename(out)}.`,
      suffix: ".download",
    });
  } catch (error) {
    throw new DownloadError(
      `Cannot write '${out}': ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}

/** Runs the model on a picture whose content is known. */
async function checkModel(file: string): Promise<void> {
  const detector = await openDetector({ model: file });
  try {
    await lookAtKnownPicture(detector, file);
  } finally {
    await detector.close();
  }
}

async function download({ url, out, sha256 }: Request, signal: AbortSignal) {
  const draft = await makeDraft(out);
  try {
    console.error(`Downloading ${url}`);
    const progress = startProgressBar();
    const got = await fetchFile(url, draft, {
      signal,
      onProgress: progress.show,
    }).finally(progress.end);
    if (sha256 !== undefined && got.sha256 !== sha256) {
      throw new DownloadError(
        `What ${url} gave is another file than expected: its SHA-256 is ${got.sha256}, not ${sha256}`,
      );
    }
    console.error("Checking that it finds objects …");
    await checkModel(draft);
    await Deno.chmod(draft, 0o644).catch(() => {});
    await Deno.rename(draft, out);
    return got;
  } catch (error) {
    await Deno.remove(draft).catch(() => {});
    if (!(error instanceof ModelError)) throw error;
    // the file's name is of no interest, where it came from is
    const message = error.message.replaceAll(draft, url);
    throw new DownloadError(message, { cause: error });
  }
}

async function main(args: string[]): Promise<number> {
  const stopping = new AbortController();
  Deno.addSignalListener("SIGINT", () => stopping.abort());
  try {
    const request = readArguments(args);
    if (request === "help") {
      console.log(HELP);
      return 0;
    }
    const { bytes, sha256 } = await download(request, stopping.signal);
    const file = relative(Deno.cwd(), request.out);
    console.log(`Saved ${file}: ${bytes} bytes, SHA-256 ${sha256}
Use it with:  YOLO5_MODEL=${file} deno task start
         or:  deno task apply predict --model ${file} PHOTO`);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${HELP}`);
      return 2;
    }
    if (!(error instanceof DownloadError)) throw error;
    console.error(`${error.message}. Nothing was changed.`);
    return 1;
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
