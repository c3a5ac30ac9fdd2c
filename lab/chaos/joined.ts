/**
 * The pictures that albums were joined to.
 *
 * @module
 */
import type { Person } from "../telegram/person.ts";
import type { Answer } from "./answers.ts";
import { expectAnswer } from "./expectations.ts";
import type { PlannedMessage } from "./messages.ts";
import { coloursOf } from "./pictures.ts";
import type { Talk } from "./talking.ts";

/** Looks at every answer to an album that was to be joined. @return what is wrong, a sentence each */
export async function wrongAlbums(
  person: Person,
  messages: readonly PlannedMessage[],
  talk: Talk,
  answers: readonly Answer[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (const [place, message] of messages.entries()) {
    if (message.kind !== "joined") continue;
    const { colours, direction } = message;
    const { what, fits } = expectAnswer(message, await talk.idOf(place));
    for (const { events: [{ photoUrl = "" }] } of answers.filter(fits)) {
      const bytes = await person.fetch(photoUrl);
      const found = await coloursOf(bytes, direction, colours.length);
      if (found.join() === colours.join()) continue;
      wrong.push(`${what}: ${found.join()} instead of ${colours.join()}`);
    }
  }
  return wrong;
}
