/**
 * What other producers put on the queues during chaos, jobs and poison, from
 * the seed. Pure.
 *
 * @module
 */
import { drawFor } from "./draw.ts";
import type { PlannedMessage } from "./messages.ts";
import { PICTURE_NAMES, type PictureName } from "./pictures.ts";

export interface PlannedJob {
  readonly kind: "job";
  readonly picture: PictureName;
  /** Whether it says more than the chat and the picture. */
  readonly full: boolean;
  /** The place of the message that the answer replies to; without it nobody waits for one. */
  readonly replyTo?: number;
}

export const POISONS = [
  "identify: no JSON",
  "identify: another shape",
  "identify: another shape, of the chat",
  "results: no JSON",
  "results: another shape",
  "updates: no JSON",
  "updates: another shape",
  "updates: no JSON, in the chat's group",
  "updates: a photo that cannot be fetched",
] as const;
export type PoisonKind = typeof POISONS[number];

/** Something that has to end on the dead letters. */
export interface PlannedPoison {
  readonly kind: "poison";
  readonly poison: PoisonKind;
  /** Tells it from all others. */
  readonly number: number;
  /** The place of the message that is answered, where the person is told of it. */
  readonly replyTo?: number;
}

/** The part of the jobs that the chat waits for. */
const OF_THE_CHAT = 0.2;
/** The part of the jobs that is poison, beside one of each kind. */
const POISON = 0.02;

/** Whether the person is told of it. */
export const isTold = (poison: PoisonKind) =>
  poison === "identify: another shape, of the chat" ||
  poison === "updates: a photo that cannot be fetched";

/**
 * Plans jobs with poison between them. What answers to a message is told from
 * the message's own answer: only edits are chosen, and each for one job of a
 * picture and one poison at most.
 */
export function planJobs(
  seed: number,
  count: number,
  messages: readonly PlannedMessage[],
): (PlannedJob | PlannedPoison)[] {
  const draw = drawFor(seed, "jobs");
  const edits = messages.flatMap(({ kind }, index) =>
    kind === "edit" ? [index] : []
  );
  const forJobs = edits.flatMap((replyTo) =>
    PICTURE_NAMES.map((picture) => ({ picture, replyTo }))
  );
  const forPoison = [...edits];
  const planned: (PlannedJob | PlannedPoison)[] = Array.from(
    { length: count },
    () => {
      const full = draw.happens(0.5);
      const picture = draw.oneOf(PICTURE_NAMES);
      const asked = draw.happens(OF_THE_CHAT) ? forJobs.shift() : undefined;
      return { kind: "job", full, picture, ...asked };
    },
  );
  const poisons = POISONS.length + Math.floor(count * POISON);
  for (let number = 0; number < poisons; number++) {
    const poison = POISONS[number % POISONS.length] ?? POISONS[0];
    const replyTo = isTold(poison) ? forPoison.shift() : undefined;
    planned.splice(draw.between(0, planned.length), 0, {
      kind: "poison",
      // nobody would be told of it
      poison: isTold(poison) && replyTo === undefined ? POISONS[0] : poison,
      number,
      ...(replyTo === undefined ? {} : { replyTo }),
    });
  }
  return planned;
}
