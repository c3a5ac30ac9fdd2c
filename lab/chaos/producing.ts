/**
 * The producer who puts jobs and poison on the queues during chaos, straight
 * and undisturbed.
 *
 * @module
 */
import type { Backend, Queue } from "../../shared/backend.ts";
import { NO_CHAT_ID } from "../../shared/contracts.ts";
import { expectApology, expectPrediction } from "./expectations.ts";
import { isTold, type PlannedJob, type PlannedPoison } from "./jobs.ts";
import type { Ledger } from "./ledger.ts";
import { PICTURE_NAMES, type PictureName } from "./pictures.ts";
import { poisonBody, poisonQueue } from "./poison.ts";
import { waitWhileItMoves } from "./progress.ts";

/** Jobs that may wait on the queue at once, and those that are sent together. */
const AT_ONCE = 20;
const TOGETHER = 10;
/** Milliseconds without a job being done after which more are sent nevertheless. */
const PATIENCE = 60_000;

/** The chat, and the messages that answers reply to. */
export interface Chat {
  readonly id: number;
  idOf(place: number): Promise<number>;
}

const nameOf = (picture: PictureName) =>
  `chaos-${picture.replaceAll(" ", "-")}.jpg`;

/** Puts the pictures where jobs find them. */
export async function storePictures(
  { objects, picturesPrefix }: Backend,
  pictures: Readonly<Record<PictureName, Uint8Array>>,
): Promise<void> {
  for (const name of PICTURE_NAMES) {
    const key = picturesPrefix + nameOf(name);
    await objects.put(key, pictures[name], "image/jpeg");
  }
}

/** Sends all as planned, not faster than it is worked on. */
export async function produce(
  backend: Backend,
  planned: readonly (PlannedJob | PlannedPoison)[],
  chat: Chat,
  ledger: Ledger,
): Promise<void> {
  for (let at = 0; at < planned.length; at += TOGETHER) {
    await room(backend.identify);
    const part = planned.slice(at, at + TOGETHER);
    await Promise.all(
      part.map((one) =>
        one.kind === "job"
          ? sendJob(backend, one, chat, ledger)
          : sendPoison(backend, one, chat, ledger)
      ),
    );
  }
}

/** Waits until there is room on the queue. */
async function room(queue: Queue) {
  let waiting = Infinity;
  await waitWhileItMoves(
    async () => {
      const { visible, inFlight } = await queue.depth();
      waiting = visible + inFlight;
      return waiting < AT_ONCE;
    },
    () => waiting,
    PATIENCE,
  );
}

async function sendJob(
  { identify }: Backend,
  { picture, full, replyTo: place }: PlannedJob,
  chat: Chat,
  { expectations, jobs }: Ledger,
) {
  const replyTo = place === undefined ? undefined : await chat.idOf(place);
  const chatId = place === undefined ? NO_CHAT_ID : String(chat.id);
  const id = await identify.send(JSON.stringify({
    chatId,
    imgName: nameOf(picture),
    replyTo,
    ...(full ? { classes: [picture], confidence: 0.26 } : {}),
  }));
  const what = `job ${id}, ${picture}`;
  jobs.push({ id, what, classes: [picture] });
  if (replyTo !== undefined) {
    expectations.push(expectPrediction(what, replyTo, picture));
  }
}

async function sendPoison(
  backend: Backend,
  { poison, number, replyTo: place }: PlannedPoison,
  chat: Chat,
  ledger: Ledger,
) {
  const chatId = chat.id;
  const replyTo = place === undefined ? 0 : await chat.idOf(place);
  const body = poisonBody(poison, number, { chatId, replyTo });
  const queue = backend[poisonQueue(poison)];
  const group = poison.endsWith("in the chat's group")
    ? String(chatId)
    : `poison-${number}`;
  ledger.poison.push({ queue: queue.name, body });
  if (isTold(poison)) {
    ledger.expectations.push(
      expectApology(`poison ${number}, ${poison}`, replyTo),
    );
  }
  await queue.send(
    body,
    poisonQueue(poison) === "updates"
      ? { group, deduplicationId: `poison-${number}` }
      : {},
  );
}
