/**
 * Measures the pictures per second that a worker handles, compared with bare
 * inference on the same model and threads, and the worker's stages and memory.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { type IdentifyJob, NO_CHAT_ID } from "../../shared/contracts.ts";
import { encodePicture } from "../../shared/pictures/encode.ts";
import { CONTENT_TYPES } from "../../shared/pictures/format.ts";
import { accessAws } from "../aws/aws_scene.ts";
import { median } from "../../shared/percentiles.ts";
import type { Service } from "../aws/local/service.ts";
import { pixelsOf } from "../pictures/plain_pictures.ts";
import { readMetrics } from "./metrics.ts";
import { startScript } from "./script.ts";

const PICTURES = ["astronaut", "chelsea", "coffee"];
const FOLDER = new URL("../../shared/pictures/samples/", import.meta.url);
const BARE_INFERENCE = "lab/bench/bare_inference.ts";
const Printed = z.object({ picturesPerSecond: z.number() });

/** Number of rounds; each measures bare inference, then the worker. */
const ROUNDS = 3;
/** Seconds of bare inference per round. */
const BARE_SECONDS = 4;
const JOBS = 120;
/** Jobs done before the measurement starts, until the worker has several in flight. */
const WARM_UP = 10;

/** Sends jobs and watches how quickly they are handled. @return pictures per second */
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
  const samples: { at: number; done: number }[] = [];
  while ((samples.at(-1)?.done ?? 0) < JOBS) {
    samples.push({ at: performance.now(), done: await done() - before });
    await pause(50);
  }
  const last = samples.at(-1);
  const first = samples.find(({ done }) => done >= WARM_UP);
  if (!first || !last) return NaN;
  return (last.done - first.done) / (last.at - first.at) * 1000;
}

/** Measures bare inference and the worker in turns. The worker must be the only one on the queue. */
export async function benchWorker(
  worker: Service,
  env: Readonly<Record<string, string>>,
) {
  await using access = accessAws(env);
  const { identify, objects, picturesPrefix } = await access.open();
  for (const name of PICTURES) {
    const png = await Deno.readFile(new URL(`${name}.png`, FOLDER));
    // like Telegram's photos
    const jpeg = await encodePicture(await pixelsOf(png), "jpeg");
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
    await using script = await startScript(
      BARE_INFERENCE,
      [String(BARE_SECONDS)],
      env,
    );
    rounds.push({
      bare: Printed.parse(script.printed).picturesPerSecond,
      worker: await measure(worker, send, identify.name),
    });
  }
  const { stages, memory } = await readMetrics(worker.address);
  return {
    picturesPerSecond: median(rounds.map(({ worker }) => worker)),
    barePicturesPerSecond: median(rounds.map(({ bare }) => bare)),
    ratio: median(rounds.map(({ worker, bare }) => worker / bare)),
    stageMilliseconds: stages,
    memoryMegabytes: memory / 1e6,
  };
}
