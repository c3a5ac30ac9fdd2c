/**
 * Trims, checks and formats the bot's texts.
 *
 * @module
 */
import type { MessageEntity } from "grammy/types";
import { z } from "zod";
import { badRequest } from "../bot_api_error.ts";
import { lengthOf } from "../../limits.ts";
import { json } from "../parameters.ts";
import { readHtml } from "./html_text.ts";

/** The parameter `entities` or `caption_entities`. */
export const entityList = json(
  z.array(z.looseObject({
    type: z.string(),
    offset: z.number().int().min(0),
    length: z.number().int().min(0),
  })),
  "can't parse entities JSON object",
);

export interface FormattedText {
  readonly text: string;
  readonly entities?: readonly MessageEntity[];
}

/**
 * Returns the text as it is stored: without space around it, except space at
 * the beginning that offsets of entities include. HTML is the only parse mode;
 * MarkdownV2 and Markdown are refused.
 *
 * @throws {BotApiError} for another parse mode, broken HTML, or a text that is too long
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
  const { text: raw, entities } = read(given);
  const text = entities.length > 0 ? raw.trimEnd() : raw.trim();
  if (lengthOf(text) > limit) throw badRequest(tooLong);
  const kept = entities.map((entity) => ({
    ...entity,
    length: Math.min(entity.length, text.length - entity.offset),
  })).filter(({ length }) => length > 0);
  return kept.length > 0 ? { text, entities: kept } : { text };
}

function read(
  { text, entities = [], parseMode }: Parameters<typeof formatText>[0],
): { text: string; entities: MessageEntity[] } {
  switch (parseMode.trim().toLowerCase()) {
    case "":
      return { text, entities: entities as MessageEntity[] };
    case "html":
      return readHtml(text);
    default:
      throw badRequest("unsupported parse_mode");
  }
}
