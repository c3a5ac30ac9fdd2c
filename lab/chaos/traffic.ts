/**
 * Sends the planned messages, jobs and poison, and notes in the ledger what
 * has to come of them.
 *
 * @module
 */
import type { Backend } from "../../shared/backend.ts";
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

/** Messages of the user that may be unanswered at once. */
const MAX_UNANSWERED = 6;
/** Jobs that may be on the queue at once. */
const MAX_QUEUED = 20;
/** Jobs that are sent at once. */
const BATCH = 10;
/** Milliseconds without progress after which sending goes on regardless. */
const PATIENCE = 60_000;

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

/** Sends the user's messages one after the other. @return the id of each, once it is sent */
export function startConversation(
  person: Person,
  messages: readonly PlannedMessage[],
  ledger: Ledger,
): Promise<number>[] {
  let last = Promise.resolve(0);
  return messages.map((message) =>
    last = last.then(async () => {
      await waitWhileChanging(
        () => unanswered(ledger).length < MAX_UNANSWERED,
        () => ledger.events.length,
        PATIENCE,
      );
      return await sendMessage(person, message, ledger);
    })
  );
}

/** Sends jobs and poison, no faster than they are handled. */
export async function sendJobs(
  backend: Backend,
  planned: readonly PlannedJob[],
  messageIds: readonly Promise<number>[],
  { sent, jobs, poison, expectations }: Ledger,
): Promise<void> {
  for (let index = 0; index < planned.length; index += BATCH) {
    let queued = Infinity;
    await waitWhileChanging(
      async () => {
        const { visible, inFlight } = await backend.identify.depth();
        return (queued = visible + inFlight) < MAX_QUEUED;
      },
      () => queued,
      PATIENCE,
    );
    const batch = planned.slice(index, index + BATCH);
    await Promise.all(batch.map(async ({ object, ...job }) => {
      const replyTo = await messageIds[job.replyTo ?? -1];
      const body = job.body(replyTo);
      const queue = backend[job.queue];
      const id = await queue.send(body, job.sendOptions);
      sent.push(object ? "jobs" : "poison");
      if (object) jobs.set(id, object);
      else poison.push(describeLetter(queue.name, body));
      if (replyTo === undefined) return;
      const expected = object ? detectionOf(object) : {};
      const request = `${job.name}, ${id}`;
      expectations.push({ ...expected, request, replyTo });
    }));
  }
}
