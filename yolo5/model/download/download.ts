/**
 * Downloads the official YOLOv5s and checks it: `deno task model`.
 *
 * @module
 */
import { basename, dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ModelError, openDetector } from "../detector.ts";
import { checkModel, SAMPLE_CLASS } from "../model_check.ts";
import { DownloadError, fetchFile } from "./fetch_file.ts";
import { startProgressBar } from "./progress_bar.ts";
import {
  createCommand,
  EXIT,
  runCommand,
  valueOf,
} from "../../../shared/command_line/command.ts";

/** Address of the official release. */
const RELEASE_URL =
  "https://github.com/ultralytics/yolov5/releases/download/v7.0/yolov5s.onnx";
/** Default file, in a folder that git ignores because the model has its own licence. */
const TARGET = fileURLToPath(
  new URL("../../models/yolov5s.onnx", import.meta.url),
);

const COMMAND = createCommand(
  "deno task model",
  "Downloads the official YOLOv5s (AGPL-3.0), checks it, and says how to use it.",
)
  .option(
    "--out <file>",
    `the file to save it to (default: ${relative(Deno.cwd(), TARGET)})`,
  )
  .option(
    "--url <url>",
    "the address to download it from",
    valueOf(
      "--url",
      "be an address like https://…/yolov5s.onnx",
      (url) =>
        /^https?:$/.test(URL.parse(url)?.protocol ?? "") ? url : undefined,
    ),
    RELEASE_URL,
  )
  .option(
    "--sha256 <hex>",
    `the SHA-256 that the file must have; in any case, its layout is checked, and that it finds the ${SAMPLE_CLASS} in a picture of one`,
    valueOf(
      "--sha256",
      "be 64 hexadecimal digits",
      (hex) => /^[\da-f]{64}$/i.test(hex) ? hex.toLowerCase() : undefined,
    ),
  )
  .addHelpText(
    "after",
    "\nAn existing file is replaced only by a model that passed every check.",
  );

interface DownloadRequest {
  readonly url: string;
  readonly out: string;
  readonly sha256: string | undefined;
}

/** Creates the file to download to, in the target's folder, so that renaming it is atomic. */
async function createDraft(out: string): Promise<string> {
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

async function checkFile(file: string): Promise<void> {
  const detector = await openDetector({ model: file });
  try {
    await checkModel(detector, file);
  } finally {
    await detector.close();
  }
}

async function download(
  { url, out, sha256 }: DownloadRequest,
  signal: AbortSignal,
) {
  const draft = await createDraft(out);
  try {
    console.error(`Downloading ${url}`);
    const progress = startProgressBar();
    const saved = await fetchFile(url, draft, {
      signal,
      onProgress: progress.show,
    }).finally(progress.end);
    if (sha256 !== undefined && saved.sha256 !== sha256) {
      throw new DownloadError(
        `Cannot use the file from ${url}: its SHA-256 is ${saved.sha256}, not ${sha256}`,
      );
    }
    console.error("Checking that it finds objects …");
    await checkFile(draft);
    await Deno.chmod(draft, 0o644).catch(() => {});
    await Deno.rename(draft, out);
    return saved;
  } catch (error) {
    await Deno.remove(draft).catch(() => {});
    if (!(error instanceof ModelError)) throw error;
    // the message names the URL: users do not know the temporary file
    const message = error.message.replaceAll(draft, url);
    throw new DownloadError(message, { cause: error });
  }
}

async function downloadAndReport(
  { url, out, sha256 }: DownloadRequest,
): Promise<number> {
  const stopping = new AbortController();
  Deno.addSignalListener("SIGINT", () => stopping.abort());
  try {
    const saved = await download({ url, out, sha256 }, stopping.signal);
    const file = relative(Deno.cwd(), out);
    console.log(`Saved ${file}: ${saved.bytes} bytes, SHA-256 ${saved.sha256}
Use it with:  YOLO5_MODEL=${file} deno task start
         or:  deno task apply predict --model ${file} PHOTO`);
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    console.error(`${error.message}. Nothing was changed.`);
    return EXIT.failed;
  }
}

if (import.meta.main) {
  await runCommand(COMMAND, {
    operatorErrors: [],
    run: ({ options: { url, sha256, out = TARGET } }) =>
      downloadAndReport({ url, sha256, out: resolve(out) }),
  });
}
