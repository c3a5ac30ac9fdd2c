/**
 * Sends the planned messages, jobs and poison, and notes in the ledger what
 * has to come of them.
 *
 * @module
 */
import type { Backend, Queue } from "../../shared/backend.ts";
import { encodePicture } from "../../shared/pictures/encode.ts";
import { ASTRONAUT, CAT, COFFEE } from "../page/sample_pictures.ts";
import {
  BLUE,
  GREEN,
  pixelsOf,
  plainPng,
  RED,
} from "../pictures/plain_pictures.ts";
import type { Person } from "../telegram/person.ts";
import { waitWhileChanging } from "../until.ts";
import { describeLetter, type Ledger, unanswered } from "./account.ts";
import { detectionOf, SAMPLES } from "./answers.ts";
import { objectName, type PlannedJob } from "./jobs.ts";
import type { PlannedMessage, PlannedPhoto } from "./messages.ts";

/** Pending requests and messages from which on nothing more is sent. */
const MAX_PENDING = 30;
/** Milliseconds without any change after which what is pending counts as lost: longer than the longest visibility timeout. */
const PATIENCE = 90_000;

const FILES = { cat: CAT, person: ASTRONAUT, "dining table": COFFEE };
const RGB = { red: RED, green: GREEN, blue: BLUE };

/** Returns the file of a photo: PNG of a plain one, JPEG of a sample. */
async function photoFile(photo: PlannedPhoto): Promise<Uint8Array> {
  if (typeof photo === "string") {
    return await encodePicture(await pixelsOf(FILES[photo].bytes), "jpeg");
  }
  const [width, height, colour] = photo;
  return await plainPng(width, height, RGB[colour]);
}

/** Stores the samples where jobs refer to them. */
export async function storeSamples({ objects, picturesPrefix }: Backend) {
  for (const sample of SAMPLES) {
    const key = picturesPrefix + objectName(sample);
    await objects.put(key, await photoFile(sample), "image/jpeg");
  }
}

/** Sends a message of the user. @return its id */
export async function sendMessage(
  person: Person,
  { kind, text, photos, expected }: PlannedMessage,
  { expectations, sent }: Ledger,
): Promise<number> {
  const files = await Promise.all(photos.map(photoFile));
  const [id = 0] = await person.send({ ...text && { text }, photos: files });
  const request = `${kind} ${id}, ${text ? `“${text}”` : "no caption"}`;
  const replyTo = kind === "text" ? undefined : id;
  sent.push(kind);
  expectations.push({ ...expected, request, replyTo });
  return id;
}

/**
 * Waits until fewer than `limit` requests and messages on queues are pending,
 * or nothing changes any more.
 *
 * @return the number of messages on each queue
 */
export async function waitForPending(
  { updates, identify, results }: Backend,
  ledger: Ledger,
  limit: number,
) {
  let requests = 0;
  const queues: Record<string, number> = {};
  await waitWhileChanging(
    async () => {
      requests = unanswered(ledger).length;
      for (const queue of [updates, identify, results]) {
        const { visible, inFlight, delayed } = await queue.depth();
        queues[queue.name] = visible + inFlight + delayed;
      }
      const messages = Object.values(queues).reduce((a, b) => a + b);
      return requests + messages < limit;
    },
    () => [requests, queues, ledger.events.length],
    PATIENCE,
  );
  return queues;
}

/** Sends the user's messages, jobs and poison, no faster than they are handled. */
export async function sendAll(
  backend: Backend,
  person: Person,
  messages: readonly PlannedMessage[],
  jobs: readonly PlannedJob[],
  ledger: Ledger,
): Promise<void> {
  for (const [index, message] of messages.entries()) {
    await waitForPending(backend, ledger, MAX_PENDING);
    const id = await sendMessage(person, message, ledger);
    for (const job of jobs.filter(({ after }) => after === index)) {
      await waitForPending(backend, ledger, MAX_PENDING);
      await sendJob(backend[job.queue], job, id, ledger);
    }
  }
}

async function sendJob(
  queue: Queue,
  { name, sendOptions, isAnswered, object, ...job }: PlannedJob,
  replyTo: number,
  { sent, jobs, poison, expectations }: Ledger,
) {
  const content = job.body(replyTo);
  const body = typeof content === "string" ? content : JSON.stringify(content);
  const id = await queue.send(body, sendOptions);
  sent.push(object ? "jobs" : "poison");
  if (object) jobs.set(id, object);
  else poison.push(describeLetter(queue.name, body));
  if (!isAnswered) return;
  const expected = object ? detectionOf(object) : {};
  expectations.push({ ...expected, request: `${name}, ${id}`, replyTo });
}
