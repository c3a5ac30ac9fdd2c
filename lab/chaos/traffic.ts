/**
 * Sends the planned messages, jobs and poison, and notes in the ledger what
 * has to come of them.
 *
 * @module
 */
import type { Backend } from "../../shared/backend.ts";
import { encodePicture } from "../../shared/pictures/encode.ts";
import {
  BLUE,
  GREEN,
  pixelsOf,
  plainPng,
  RED,
} from "../pictures/plain_pictures.ts";
import type { Person } from "../telegram/person.ts";
import { type Ledger, unanswered } from "./account.ts";
import { objectName, type PlannedJob, type Recipient } from "./jobs.ts";
import {
  type PlainPhoto,
  type PlannedMessage,
  type Sample,
  SAMPLES,
} from "./messages.ts";
import { waitWhileChanging } from "../until.ts";

/** Messages of the user that may be unanswered at once. */
const MAX_UNANSWERED = 6;
/** Jobs that may be on the queue at once. */
const MAX_QUEUED = 20;
/** Jobs that are sent at once. */
const BATCH = 10;
/** Milliseconds without progress after which sending goes on regardless. */
const PATIENCE = 60_000;

const FILES = {
  cat: "chelsea.png",
  person: "astronaut.png",
  "dining table": "coffee.png",
};
const RGB = { red: RED, green: GREEN, blue: BLUE };

/** Returns the file of a photo: PNG of a plain one, JPEG of a sample. */
async function photoFile(photo: PlainPhoto | Sample): Promise<Uint8Array> {
  if (typeof photo === "object") {
    return await plainPng(photo.width, photo.height, RGB[photo.colour]);
  }
  const path = `../../shared/pictures/samples/${FILES[photo]}`;
  const file = await Deno.readFile(new URL(path, import.meta.url));
  return await encodePicture(await pixelsOf(file), "jpeg");
}

/** Sends a message of the user. @return its id */
export async function sendMessage(
  person: Person,
  { kind, text, photos, answer: shape }: PlannedMessage,
  { expectations, messages }: Ledger,
): Promise<number> {
  const files = await Promise.all(photos.map(photoFile));
  const [id = 0] = await person.send({ ...text && { text }, photos: files });
  const request = `${kind} ${id}, ${text ? `“${text}”` : "no caption"}`;
  const replyTo = kind === "text" ? undefined : id;
  messages.push(id);
  expectations.push({ request, replyTo, shape });
  return id;
}

/** Sends the user's messages one after the other. @return the id of each, once it is sent */
export function startConversation(
  person: Person,
  messages: readonly PlannedMessage[],
  ledger: Ledger,
): Promise<number>[] {
  let previous: Promise<unknown> = Promise.resolve();
  return messages.map((message) => {
    const sent = previous.then(async () => {
      await waitWhileChanging(
        () => unanswered(ledger).length < MAX_UNANSWERED,
        () => ledger.events.length,
        PATIENCE,
      );
      return await sendMessage(person, message, ledger);
    });
    previous = sent;
    return sent;
  });
}

/** Stores the samples where jobs refer to them. */
export async function storeSamples({ objects, picturesPrefix }: Backend) {
  for (const sample of SAMPLES) {
    const key = picturesPrefix + objectName(sample);
    await objects.put(key, await photoFile(sample), "image/jpeg");
  }
}

/** Sends jobs and poison, no faster than they are handled. */
export async function sendJobs(
  backend: Backend,
  planned: readonly PlannedJob[],
  chatId: number,
  messageIds: readonly Promise<number>[],
  ledger: Ledger,
): Promise<void> {
  for (let index = 0; index < planned.length; index += BATCH) {
    let queued = Infinity;
    await waitWhileChanging(
      async () => {
        const { visible, inFlight } = await backend.identify.depth();
        queued = visible + inFlight;
        return queued < MAX_QUEUED;
      },
      () => queued,
      PATIENCE,
    );
    const batch = planned.slice(index, index + BATCH);
    await Promise.all(batch.map(async (job, offset) => {
      const replyTo = await messageIds[job.replyTo ?? -1];
      await sendJob(backend, job, index + offset, { chatId, replyTo }, ledger);
    }));
  }
}

async function sendJob(
  backend: Backend,
  job: PlannedJob,
  index: number,
  recipient: Recipient,
  { jobs, poison, expectations }: Ledger,
) {
  const queue = backend[job.queue];
  const body = job.body(recipient);
  const deduplicationId = `poison-${index}`;
  const group = job.isInChatGroup ? `${recipient.chatId}` : deduplicationId;
  const isFifo = job.queue === "updates";
  const id = await queue.send(body, isFifo ? { group, deduplicationId } : {});
  const request = `${job.name}, ${id}`;
  if (job.object) jobs.set(id, job.object);
  else poison.push({ queue: queue.name, body });
  const { replyTo } = recipient;
  if (replyTo === undefined) return;
  expectations.push({ request, replyTo, shape: job.answer });
}
