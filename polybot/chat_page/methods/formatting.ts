/**
 * Texts of the bot: trimmed, counted, with their entities.
 *
 * @module
 */
import type { MessageEntity } from "grammy/types";
import { z } from "zod";
import { badRequest } from "../bot_api_error.ts";
import { lengthOf } from "../limits.ts";
import { json } from "../parameters.ts";

const Entity = z.looseObject({
  type: z.string(),
  offset: z.number().int().min(0),
  length: z.number().int().min(0),
});

/** The parameter `entities` or `caption_entities`. */
export const entityList = json(
  z.array(Entity),
  "can't parse entities JSON object",
);

export interface FormattedText {
  readonly text: string;
  readonly entities?: readonly MessageEntity[];
}

/**
 * The text as it is stored: without space around it, unless entities count on
 * its beginning.
 *
 * @throws {BotApiError} for a parse mode that is not known, or a text that is too long
 */
export function formatText(
  given: {
    readonly text: string;
    readonly entities?: z.output<typeof entityList>;
    readonly parseMode: string;
  },
  limit: number,
  tooLong: string,
): FormattedText {
  if (given.parseMode.trim() !== "") throw badRequest("unsupported parse_mode");
  const entities = (given.entities ?? []).filter((entity) =>
    entity.length > 0 && entity.offset + entity.length <= given.text.length
  ) as MessageEntity[];
  const text = entities.length > 0 ? given.text.trimEnd() : given.text.trim();
  if (lengthOf(text) > limit) throw badRequest(tooLong);
  return entities.length > 0 ? { text, entities } : { text };
}
