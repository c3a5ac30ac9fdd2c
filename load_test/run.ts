/**
 * Runs a load test, from its preparation to the deletion of its pictures.
 *
 * @module
 */
import type { Backend } from "../shared/backend.ts";
import { EXIT, UsageError } from "../shared/command_line/command.ts";
import { startProgressLine } from "../shared/command_line/progress_line.ts";
import { openBackend } from "../shared/open_backend.ts";
import { silentLogger } from "../shared/service/logging.ts";
import type { LoadTestRequest } from "./arguments.ts";
import { abortOnInterrupt, INTERRUPTED } from "./interruption.ts";
import { type MachineWatch, watchMachines } from "./machines.ts";
import { checkPictures, deleteObjects, uploadPictures } from "./pictures.ts";
import { checkReportFile, writeReportFiles } from "./report/files.ts";
import { createReport, isSuccessful } from "./report/report.ts";
import { describeReport } from "./report/summary.ts";
import {
  describeBackend,
  readLoadTestSettings,
  regionOf,
  settleTime,
} from "./settings.ts";
import { measure, type Measurements } from "./traffic/measure.ts";
import { describeProgress } from "./traffic/progress.ts";

/** Seconds between two lines of progress if standard error is not a terminal. */
const PLAIN_INTERVAL = 10;

interface LoadTest {
  readonly request: LoadTestRequest;
  readonly backend: Backend;
  /** Description of the backend for operators. */
  readonly backendDescription: string;
  readonly settle: number;
  readonly machines: MachineWatch | undefined;
  /** Names of the pictures that it uploaded. */
  readonly uploaded: readonly string[];
}

/**
 * Prepares and runs a load test, and returns the exit code.
 *
 * @throws {UsageError} when the arguments do not fit the settings
 */
export async function runLoadTest(request: LoadTestRequest): Promise<number> {
  const settings = readLoadTestSettings(Deno.env.toObject());
  const { asg, out, images } = request;
  if (asg !== undefined && settings.POLYBOT_DATA !== undefined) {
    throw new UsageError("--asg is for AWS: this machine has no such group");
  }
  if (out !== undefined) checkReportFile(out);
  const backend = await openBackend(settings, {
    log: silentLogger,
    queues: ["identify"],
  });
  let machines: MachineWatch | undefined;
  try {
    if (asg !== undefined) {
      machines = await watchMachines(asg, regionOf(settings));
    }
    await checkPictures(backend, images);
    const runId = crypto.randomUUID().slice(0, 8);
    return await measureAndReport({
      request,
      backend,
      backendDescription: describeBackend(settings),
      settle: settleTime(settings),
      machines,
      uploaded: images.length > 0 ? [] : await uploadPictures(backend, runId),
    });
  } finally {
    machines?.stop();
    await backend.close();
  }
}

async function measureAndReport(test: LoadTest): Promise<number> {
  const { rate, count, asg, out, keep } = test.request;
  const images = [...test.request.images, ...test.uploaded];
  const { backendDescription: backend } = test;
  console.log(
    `Sending ${count} messages at ${rate} per second to ${backend}`,
  );
  const measurements = await measureWithProgress(test, images);
  const parameters = {
    ...{ rate, count, images, backend },
    ...(asg === undefined ? {} : { asg }),
  };
  const report = createReport(parameters, measurements);
  console.log(`\n${describeReport(report)}`);
  if (out !== undefined) {
    const files = await writeReportFiles(out, report);
    console.log(`\nSaved ${files.join(" and ")}`);
  }
  if (!keep) await deletePictures(test, measurements);
  if (report.end === "interrupted") return INTERRUPTED;
  return isSuccessful(report) ? EXIT.ok : EXIT.failed;
}

async function measureWithProgress(
  test: LoadTest,
  images: readonly string[],
): Promise<Measurements> {
  const line = startProgressLine({ plainEvery: PLAIN_INTERVAL });
  try {
    return await measure({
      ...test.request,
      ...test,
      images,
      signal: abortOnInterrupt(),
      onProgress: (progress) => line.show(describeProgress(progress)),
      onNotice: line.print,
    });
  } finally {
    line.end();
  }
}

/** Deletes the test's pictures, except for those that messages on the queue may still refer to. */
async function deletePictures(
  { backend: { objects, picturesPrefix }, uploaded }: LoadTest,
  { annotated, end }: Measurements,
): Promise<void> {
  const isQueueEmpty = end === "complete" || end === "settled";
  const originals = uploaded.map((name) => picturesPrefix + name);
  const failed = await deleteObjects(objects, [
    ...isQueueEmpty ? originals : [],
    ...annotated,
  ]);
  if (!isQueueEmpty && uploaded.length > 0) {
    console.log(
      "\nIts pictures stay in the object store until they expire, as messages on the queue may name them.",
    );
  }
  if (failed > 0) {
    console.log(
      `\n${failed} pictures could not be deleted. They stay in the object store until they expire.`,
    );
  }
}
