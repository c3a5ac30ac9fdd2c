/**
 * Trims, checks and formats the bot's texts.
 *
 * @module
 */
import type { MessageEntity } from "grammy/types";
import { z } from "zod";
import { badRequest, ensure } from "../bot_api_error.ts";
import { countCharacters } from "../../limits.ts";
import { json, text } from "../parameters.ts";
import { readHtml } from "./html_text.ts";

/** The parameter `entities` or `caption_entities`. */
const entityList = json(
  z.array(z.looseObject({
    type: z.string(),
    offset: z.number().int().min(0),
    length: z.number().int().min(0),
  })),
  "can't parse entities JSON object",
);

/** The parameters of a message's text. */
export const textParameters = { text, entities: entityList, parse_mode: text };
const TextParameters = z.object(textParameters);

/** The parameters of a caption. In an album, `caption_entities` is JSON instead of a string. */
export const captionParameters = {
  caption: text,
  caption_entities: z.unknown().optional().transform((value) =>
    value === undefined || typeof value === "string"
      ? value
      : JSON.stringify(value)
  ).pipe(entityList),
  parse_mode: text,
};
const CaptionParameters = z.object(captionParameters);

export interface FormattedText {
  readonly text: string;
  readonly entities?: readonly MessageEntity[];
}

/**
 * Trims and formats a text. Space at the beginning is kept if there are entities,
 * because their offsets include it. HTML is the only parse mode; MarkdownV2 and
 * Markdown are refused.
 *
 * @throws {BotApiError} for another parse mode, broken HTML, or a text that is too long
 */
export function formatText(
  given: z.output<typeof TextParameters>,
  limit: number,
  tooLong: string,
): FormattedText {
  const { text: raw, entities } = parse(given);
  const text = entities.length > 0 ? raw.trimEnd() : raw.trim();
  ensure(countCharacters(text) <= limit, tooLong);
  const kept = entities.map((entity) => ({
    ...entity,
    length: Math.min(entity.length, text.length - entity.offset),
  })).filter(({ length }) => length > 0);
  return kept.length > 0 ? { text, entities: kept } : { text };
}

/** Formats a caption like {@linkcode formatText}. */
export const formatCaption = (
  { caption: text, caption_entities: entities, parse_mode }: z.output<
    typeof CaptionParameters
  >,
  limit: number,
): FormattedText =>
  formatText(
    { text, entities, parse_mode },
    limit,
    "message caption is too long",
  );

function parse(
  { text, entities = [], parse_mode }: z.output<typeof TextParameters>,
): { text: string; entities: MessageEntity[] } {
  switch (parse_mode.trim().toLowerCase()) {
    case "":
      return { text, entities: entities as MessageEntity[] };
    case "html":
      return readHtml(text);
    default:
      throw badRequest("unsupported parse_mode");
  }
}
