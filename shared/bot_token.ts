/**
 * Recognizes a bot's token.
 *
 * @module
 */
import { z } from "zod";
import { Secret } from "./service/secret.ts";

const TOKEN = /^\d+:[\w-]{30,}$/;

/** Tells whoever sets a token what is accepted. */
export const TOKEN_RULE =
  "must be a token as @BotFather gives it, like 123456789:AAF…";

export const isToken = (text: string): boolean => TOKEN.test(text);

/** The setting TELEGRAM_TOKEN, kept out of every log. */
export const tokenSetting = z.string().refine(isToken, TOKEN_RULE)
  .transform((token) => new Secret(token));
