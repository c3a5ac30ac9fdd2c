import { z } from "zod";
import { Secret } from "./service/secret.ts";

const TOKEN = /^\d+:[\w-]{30,}$/;

/** Description of a valid token, to follow the name of a setting. */
export const TOKEN_RULE =
  "must be a token as @BotFather gives it, like 123456789:AAF…";

/** Tells whether a text has the form of a bot token. */
export const isToken = (text: string): boolean => TOKEN.test(text);

/** Schema of the setting TELEGRAM_TOKEN. */
export const tokenSetting = z.string().refine(isToken, TOKEN_RULE)
  .transform((token) => new Secret(token));
