/**
 * What the bot said, an answer each. Pure.
 *
 * @module
 */
import type { ChatEvent } from "../telegram/person.ts";
import type { Sending } from "./telegram_witness.ts";

/** What came of one call of a bot's: a message, or the messages of an album. */
export interface Answer {
  /** The messages, in order. */
  readonly events: readonly [ChatEvent, ...ChatEvent[]];
  /** Who sent it; `undefined` where nobody saw it. */
  readonly sending: Sending | undefined;
}

/** Puts the messages of an album together, and to each answer who sent it. */
export function answersIn(
  events: readonly ChatEvent[],
  sendings: readonly Sending[],
): Answer[] {
  const sendingOf = new Map(
    sendings.flatMap((sending) =>
      sending.messageIds.map((id) => [id, sending] as const)
    ),
  );
  const groups = new Map<string, [ChatEvent, ...ChatEvent[]]>();
  for (const event of events) {
    if (event.from !== "bot" || event.editOf !== undefined) continue;
    const name = event.albumId ?? `message ${event.id}`;
    const group = groups.get(name);
    if (group) group.push(event);
    else groups.set(name, [event]);
  }
  return Array.from(
    groups.values(),
    (events) => ({ events, sending: sendingOf.get(events[0].id) }),
  );
}
