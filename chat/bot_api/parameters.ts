/**
 * Reads the parameters of a Bot API call from the query, JSON, a form or
 * multipart. As in Telegram, every parameter is a text, except for files.
 *
 * @module
 */
import type { HonoRequest } from "hono";
import { z } from "zod";
import { badRequest, BotApiError } from "./bot_api_error.ts";
import {
  boundaryOf,
  MultipartError,
  type Part,
  PartTooLargeError,
  readMultipart,
} from "../multipart.ts";

/** The parameters of a call. */
export interface Parameters {
  readonly values: ReadonlyMap<string, string>;
  /** Files by the name of their parameter, or by the name in `attach://name`. */
  readonly files: ReadonlyMap<string, Part>;
}

/** Maximum characters of a body without files. */
const TEXT_LIMIT = 1024 * 1024;
/** Maximum parts of a multipart body. */
const MAX_PARTS = 100;

/**
 * Reads the parameters of a request. The body overrides the query.
 *
 * @param fileLimit maximum size of a file, in bytes
 * @throws {BotApiError} when the body cannot be read or is too large
 */
export async function readParameters(
  request: HonoRequest,
  fileLimit: number,
): Promise<Parameters> {
  const values = new Map(Object.entries(request.query()));
  const files = new Map<string, Part>();
  const body = request.raw.body;
  if (request.method !== "POST" || !body) return { values, files };
  const contentType = request.header("content-type") ?? "";
  const boundary = boundaryOf(contentType);
  if (boundary !== undefined) {
    try {
      const limits = { part: fileLimit, parts: MAX_PARTS };
      for await (const part of readMultipart(body, boundary, limits)) {
        if (part.fileName !== undefined) files.set(part.name, part);
        else values.set(part.name, new TextDecoder().decode(part.bytes));
      }
    } catch (error) {
      if (error instanceof PartTooLargeError) throw new BotApiError(413);
      if (error instanceof MultipartError) {
        throw badRequest("can't parse multipart/form-data");
      }
      throw error;
    }
  } else {
    const text = await readText(body);
    for (const [name, value] of fieldsOf(text, contentType)) {
      values.set(name, value);
    }
  }
  return { values, files };
}

async function readText(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > TEXT_LIMIT) throw new BotApiError(413);
  }
  return text + decoder.decode();
}

function fieldsOf(
  text: string,
  contentType: string,
): Iterable<[string, string]> {
  if (!/^application\/json\b/i.test(contentType)) {
    return new URLSearchParams(text);
  }
  if (text.trim() === "") return [];
  const fields = z.record(z.string(), z.unknown())
    .safeParse(parseJson(text));
  if (!fields.success) throw badRequest("can't parse JSON object");
  return Object.entries(fields.data)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
}

/**
 * Parses the values with a schema whose messages are Telegram's descriptions.
 *
 * @throws {BotApiError} with the first message
 */
export function checkParameters<Schema extends z.ZodType>(
  schema: Schema,
  { values }: Parameters,
): z.output<Schema> {
  const parsed = schema.safeParse(Object.fromEntries(values));
  if (parsed.success) return parsed.data;
  throw badRequest(parsed.error.issues[0]?.message ?? "wrong parameters");
}

/** Schema of a text; empty if the parameter is missing. */
export const text = z.string().default("");

/** Schema of a whole number; `undefined` if the parameter is missing or is not a number, which Telegram reads as 0. */
export const integer = z.string().optional().transform((value) =>
  value !== undefined && /^-?\d{1,15}$/.test(value.trim())
    ? Number(value)
    : undefined
);

/** Schema of a boolean: as in Telegram, only true, yes and 1 are true. */
export const flag = z.string().optional().transform((value) =>
  /^(true|yes|1)$/i.test(value?.trim() ?? "")
);

/** Returns the schema of a JSON parameter; its value is `undefined` if the parameter is missing. */
export const json = <Schema extends z.ZodType>(
  schema: Schema,
  message: string,
) =>
  z.string().optional().transform((value, context) => {
    if (value === undefined || value.trim() === "") return undefined;
    const parsed = schema.safeParse(parseJson(value));
    if (parsed.success) return parsed.data;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });

/** Parses JSON; returns `undefined` for any other text. */
function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
