/**
 * The person who sends messages during chaos.
 *
 * @module
 */
import type { Outgoing, Person } from "../telegram/person.ts";
import { expectAnswer } from "./expectations.ts";
import type { Ledger } from "./ledger.ts";
import type { PlannedMessage } from "./messages.ts";
import { makePlain, type PictureName } from "./pictures.ts";
import { waitWhileItMoves } from "./progress.ts";

/** Messages that may be unanswered at once. */
const AT_ONCE = 6;
/** Milliseconds without an answer after which more is sent nevertheless. */
const PATIENCE = 60_000;

export interface Talk {
  /** The id of the message at this place of the plan, when it was sent. */
  idOf(place: number): Promise<number>;
  /** How many were sent. */
  readonly sent: number;
  /** Resolves when all were sent. */
  readonly over: Promise<void>;
}

/** Sends the messages one after the other, and expects their answers. */
export function talk(
  person: Person,
  messages: readonly PlannedMessage[],
  pictures: Readonly<Record<PictureName, Uint8Array>>,
  ledger: Ledger,
): Talk {
  const ids = messages.map(() => Promise.withResolvers<number>());
  let sent = 0;

  async function sendAll() {
    for (const [place, message] of messages.entries()) {
      await waitWhileItMoves(
        () => ledger.open().length < AT_ONCE,
        () => ledger.events.length,
        PATIENCE,
      );
      const [id = 0] = await person.send(await writeOut(message));
      ledger.expectations.push(expectAnswer(message, id));
      ids[place]?.resolve(id);
      sent++;
    }
  }

  async function writeOut(message: PlannedMessage): Promise<Outgoing> {
    switch (message.kind) {
      case "text":
        return { text: message.text };
      case "predict":
        return { text: message.text, photos: [pictures[message.picture]] };
      case "edit":
      case "mistake":
        return { text: message.text, photos: [await makePlain(message.photo)] };
      case "joined":
      case "album":
      case "choices": {
        const photos = await Promise.all(message.photos.map(makePlain));
        return "text" in message ? { text: message.text, photos } : { photos };
      }
    }
  }

  return {
    idOf: (place) => ids[place]?.promise ?? Promise.reject(outOf(place)),
    get sent() {
      return sent;
    },
    over: sendAll(),
  };
}

const outOf = (place: number) =>
  new RangeError(
    `Cannot name a message as 'place' must be one of the plan's: current value is ${place}`,
  );
