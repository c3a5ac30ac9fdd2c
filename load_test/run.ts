/**
 * A load test from its preparation to the taking away of its pictures.
 *
 * @module
 */
import type { Backend } from "../shared/backend.ts";
import { silentLogger } from "../shared/service/logging.ts";
import { openBackend } from "../shared/open_backend.ts";
import { startProgressLine } from "../shared/command_line/progress_line.ts";
import type { LoadTestRequest } from "./arguments.ts";
import { INTERRUPTED, interruption } from "./interruption.ts";
import { type MachineWatch, watchMachines } from "./machines.ts";
import { checkPictures, deleteObjects, uploadPictures } from "./pictures.ts";
import { describeProgress } from "./traffic/progress.ts";
import { isGood, writeReport } from "./report/report.ts";
import { checkReportFile, writeReportFiles } from "./report/files.ts";
import { type Run, runLoadTest } from "./traffic/measure.ts";
import {
  describeBackend,
  readLoadTestSettings,
  regionOf,
  settleTime,
} from "./settings.ts";
import { describeReport } from "./report/summary.ts";
import { UsageError } from "../shared/command_line/command.ts";

/** Seconds between two lines where the progress goes to a file. */
const PLAIN_EVERY = 10;

/** What a test is about. */
interface Test {
  readonly request: LoadTestRequest;
  readonly backend: Backend;
  /** Where it goes, for a person. */
  readonly place: string;
  readonly settle: number;
  readonly machines: MachineWatch | undefined;
  /** Names of pictures that it uploaded. */
  readonly uploaded: readonly string[];
}

/**
 * Conducts the test.
 *
 * @return the exit code
 * @throws {UsageError} when the arguments do not fit the settings
 */
export async function conductLoadTest(
  request: LoadTestRequest,
): Promise<number> {
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
    const run = crypto.randomUUID().slice(0, 8);
    return await conduct({
      request,
      backend,
      place: describeBackend(settings),
      settle: settleTime(settings),
      machines,
      uploaded: images.length > 0 ? [] : await uploadPictures(backend, run),
    });
  } finally {
    machines?.stop();
    await backend.close();
  }
}

async function conduct(test: Test): Promise<number> {
  const { rate, count, asg, out, keep } = test.request;
  const images = [...test.request.images, ...test.uploaded];
  const { place: backend } = test;
  console.log(`Sending ${count} messages at ${rate} a second to ${backend}`);
  const run = await observe(test, images);
  const asked = { rate, count, images, backend };
  const report = writeReport(
    asg === undefined ? asked : { ...asked, asg },
    run,
  );
  console.log(`\n${describeReport(report)}`);
  if (out !== undefined) {
    const files = await writeReportFiles(out, report);
    console.log(`\nSaved ${files.join(" and ")}`);
  }
  if (!keep) await cleanUp(test, run);
  if (run.end === "interrupted") return INTERRUPTED;
  return isGood(report) ? 0 : 1;
}

async function observe(test: Test, images: readonly string[]): Promise<Run> {
  const line = startProgressLine({ plainEvery: PLAIN_EVERY });
  try {
    return await runLoadTest({
      ...test.request,
      ...test,
      images,
      signal: interruption(),
      onProgress: (progress) => line.show(describeProgress(progress)),
      onNotice: line.print,
    });
  } finally {
    line.end();
  }
}

/** Takes the test's pictures away, but for those that messages on the queue still name. */
async function cleanUp(
  { backend: { objects, picturesPrefix }, uploaded }: Test,
  { marked, end }: Run,
): Promise<void> {
  const isDone = end === "complete" || end === "settled";
  const originals = uploaded.map((name) => picturesPrefix + name);
  const undeleted = await deleteObjects(objects, [
    ...isDone ? originals : [],
    ...marked,
  ]);
  if (!isDone && uploaded.length > 0) {
    console.log(
      "\nIts pictures stay in the store, as messages on the queue may name them. They expire by themselves.",
    );
  }
  if (undeleted > 0) {
    console.log(
      `\n${undeleted} pictures could not be deleted. They expire by themselves.`,
    );
  }
}
