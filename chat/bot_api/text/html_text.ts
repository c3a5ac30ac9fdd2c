import type { MessageEntity } from "grammy/types";
import { badRequest } from "../bot_api_error.ts";

type PlainType = MessageEntity.CommonMessageEntity["type"];

/** Entity types by tag, as in https://core.telegram.org/bots/api#html-style, except those that the page does not show. */
const TYPES = new Map<string, PlainType>(Object.entries({
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  u: "underline",
  ins: "underline",
  s: "strikethrough",
  strike: "strikethrough",
  del: "strikethrough",
  code: "code",
  blockquote: "blockquote",
  "tg-spoiler": "spoiler",
}));

const REFERENCES = new Map(Object.entries({
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
}));

const TOKEN =
  /<(?<slash>\/?)(?<tag>[a-z][\w-]*)(?<attributes>[^<>]*)>|&(?<reference>#?\w+);|<|[^<&]+|&/gi;

interface OpenTag {
  readonly tag: string;
  readonly offset: number;
  readonly attributes: string;
}

/**
 * Converts Telegram's HTML to a text with entities. Pure.
 *
 * @throws {BotApiError} for a tag that is unknown, not closed or not opened
 */
export function readHtml(
  html: string,
): { text: string; entities: MessageEntity[] } {
  let text = "";
  const entities: MessageEntity[] = [];
  const open: OpenTag[] = [];
  for (const found of html.matchAll(TOKEN)) {
    const { slash, tag: written, attributes = "", reference } = found.groups ??
      {};
    const tag = written?.toLowerCase();
    if (tag === undefined) {
      if (found[0] === "<") throw unparsable("Unexpected end of tag", found);
      text += reference === undefined
        ? found[0]
        : decodeReference(reference, found[0]);
    } else if (!slash) {
      if (!TYPES.has(tag) && tag !== "a" && tag !== "pre") {
        throw unparsable(`Unsupported start tag "${tag}"`, found);
      }
      open.push({ tag, offset: text.length, attributes });
    } else {
      const opened = open.pop();
      if (opened?.tag !== tag) throw unparsable("Unexpected end tag", found);
      const entity = entityOf(opened, text);
      if (entity) entities.push(entity);
    }
  }
  const [unclosed] = open;
  if (unclosed) {
    throw badRequest(
      `can't parse entities: Can't find end tag corresponding to start tag "${unclosed.tag}"`,
    );
  }
  entities.sort((a, b) => a.offset - b.offset || b.length - a.length);
  return { text, entities };
}

function entityOf(
  { tag, offset, attributes }: OpenTag,
  text: string,
): MessageEntity | undefined {
  const length = text.length - offset;
  if (length === 0) return undefined;
  if (tag === "pre") return { type: "pre", offset, length };
  if (tag !== "a") return { type: TYPES.get(tag) ?? "code", offset, length };
  const href = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))/i.exec(attributes);
  const url = href?.[1] ?? href?.[2] ?? href?.[3] ?? text.slice(offset);
  // As with Telegram, a link without a usable address is plain text.
  if (!/^(https?|tg|mailto):/i.test(url)) return undefined;
  return { type: "text_link", offset, length, url };
}

function decodeReference(reference: string, original: string): string {
  const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(reference);
  if (!number) return REFERENCES.get(reference) ?? original;
  const code = number[1] ? Number.parseInt(number[1], 16) : Number(number[2]);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : original;
}

const unparsable = (fault: string, { index, input }: RegExpMatchArray) => {
  const before = (input ?? "").slice(0, index);
  const offset = new TextEncoder().encode(before).length;
  return badRequest(`can't parse entities: ${fault} at byte offset ${offset}`);
};
