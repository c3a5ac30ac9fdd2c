/**
 * How many pictures a second a worker looks at, beside bare inference with
 * the same model and threads; what each stage takes, and its memory.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { openAwsBackend } from "../../shared/aws/mod.ts";
import { AWS_SETTINGS } from "../../shared/aws/settings.ts";
import { readSettings } from "../../shared/service/settings.ts";
import { type IdentifyJob, NO_CHAT_ID } from "../../shared/contracts.ts";
import { silentLogger } from "../../shared/service/logging.ts";
import { decodePicture } from "../../shared/pictures/decode.ts";
import { encodePicture } from "../../shared/pictures/encode.ts";
import { CONTENT_TYPES } from "../../shared/pictures/format.ts";
import { CREDENTIALS } from "../aws/aws_scene.ts";
import { median } from "../../shared/percentiles.ts";
import type { Service } from "../aws/local/service.ts";
import { runScript } from "./child.ts";
import { readMetrics } from "./metrics.ts";

const PICTURES = ["astronaut", "chelsea", "coffee"];
const FOLDER = new URL("../../shared/pictures/samples/", import.meta.url);
const BARE_INFERENCE = "lab/bench/bare_inference.ts";
const Said = z.object({ picturesPerSecond: z.number() });

/** Pairs of measurements, one behind the other. */
const ROUNDS = 3;
/** Seconds of bare inference in a round. */
const BARE_SECONDS = 4;
const JOBS = 120;
/** Jobs that are done before the clock starts: the worker has several in hand by then. */
const FIRST = 10;

/** Sends jobs, and sees how quickly they get done. @return pictures a second */
async function measure(
  { address }: Service,
  send: (imgName: string) => Promise<string>,
  queue: string,
): Promise<number> {
  const done = async () => (await readMetrics(address)).done(queue);
  const before = await done();
  await Promise.all(
    Array.from(
      { length: JOBS },
      (_, index) => send(`bench/${PICTURES[index % PICTURES.length]}.jpg`),
    ),
  );
  const seen: { at: number; done: number }[] = [];
  while ((seen.at(-1)?.done ?? 0) < JOBS) {
    seen.push({ at: performance.now(), done: await done() - before });
    await pause(50);
  }
  const last = seen.at(-1);
  const first = seen.find(({ done }) => done >= FIRST);
  if (!first || !last) return NaN;
  return (last.done - first.done) / (last.at - first.at) * 1000;
}

/** Measures `worker`, which must be alone at the queue, and bare inference in turn. */
export async function benchWorker(
  worker: Service,
  env: Readonly<Record<string, string>>,
) {
  const settings = readSettings(z.object(AWS_SETTINGS), env);
  const backend = await openAwsBackend(settings, {
    credentials: CREDENTIALS,
    log: silentLogger,
    queues: ["identify"],
  });
  const { identify, objects, picturesPrefix } = backend;
  for (const name of PICTURES) {
    const png = await Deno.readFile(new URL(`${name}.png`, FOLDER));
    const { picture } = await decodePicture(png);
    // as Telegram's photos are
    const jpeg = await encodePicture(picture, "jpeg");
    await objects.put(
      `${picturesPrefix}bench/${name}.jpg`,
      jpeg,
      CONTENT_TYPES.jpeg,
    );
  }
  const send = (imgName: string) => {
    const job: IdentifyJob = { chatId: NO_CHAT_ID, imgName };
    return identify.send(JSON.stringify(job));
  };

  const rounds: { worker: number; bare: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await using script = await runScript(
      BARE_INFERENCE,
      [String(BARE_SECONDS)],
      env,
    );
    rounds.push({
      bare: Said.parse(script.said).picturesPerSecond,
      worker: await measure(worker, send, identify.name),
    });
  }
  await backend.close();
  const { stages, memory } = await readMetrics(worker.address);
  return {
    picturesPerSecond: median(rounds.map(({ worker }) => worker)),
    barePicturesPerSecond: median(rounds.map(({ bare }) => bare)),
    ratio: median(rounds.map(({ worker, bare }) => worker / bare)),
    stageMilliseconds: stages,
    memoryMegabytes: memory / 1e6,
  };
}
