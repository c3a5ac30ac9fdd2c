import { z } from "zod";
import { Secret } from "./service/secret.ts";

const TOKEN = /^\d+:[\w-]{30,}$/;

/** The rule for tokens, to follow the name of a setting. */
export const TOKEN_RULE =
  "must be a token as @BotFather gives it, like 123456789:AAF…";

export const isToken = (text: string): boolean => TOKEN.test(text);

/** Schema of the setting TELEGRAM_TOKEN. */
export const tokenSetting = z.string().refine(isToken, TOKEN_RULE)
  .transform((token) => new Secret(token));
