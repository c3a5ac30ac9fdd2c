/**
 * The parameters of a Bot API call. However they come (query, JSON, form,
 * multipart), they are texts, as Telegram takes them; files come beside.
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

export interface Parameters {
  readonly values: ReadonlyMap<string, string>;
  /** By the name of the parameter, or by the name that `attach://` gives. */
  readonly files: ReadonlyMap<string, Part>;
}

/** Bytes of a body without files. */
const TEXT_LIMIT = 1024 * 1024;
const MOST_PARTS = 100;

/**
 * Reads the parameters of a request. Those in the body go before those in the query.
 *
 * @param fileLimit the largest file, in bytes
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
      const limits = { part: fileLimit, parts: MOST_PARTS };
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
 * Checks the values against a schema whose messages are Telegram's descriptions.
 *
 * @throws {BotApiError} with the first fault
 */
export function checkParameters<Schema extends z.ZodType>(
  schema: Schema,
  { values }: Parameters,
): z.output<Schema> {
  const parsed = schema.safeParse(Object.fromEntries(values));
  if (parsed.success) return parsed.data;
  throw badRequest(parsed.error.issues[0]?.message ?? "wrong parameters");
}

/** Text that is empty where it is not given. */
export const text = z.string().default("");

/** A whole number; `undefined` where it is not given, or is none: Telegram reads those as 0. */
export const integer = z.string().optional().transform((value) =>
  value !== undefined && /^-?\d{1,15}$/.test(value.trim())
    ? Number(value)
    : undefined
);

/** As Telegram reads it: true, yes and 1 mean yes, anything else no. */
export const flag = z.string().optional().transform((value) =>
  /^(true|yes|1)$/i.test(value?.trim() ?? "")
);

/** A JSON value of this shape; `undefined` where it is not given. */
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

/** `undefined` where the text is no JSON. */
function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
