/**
 * The settings of the service that talks to users.
 *
 * @module
 */
import { z } from "zod";
import { tokenSetting } from "../shared/bot_token.ts";
import { wholeNumber } from "../shared/service/settings.ts";
import { LOG_LEVELS, LOG_SETTINGS } from "../shared/service/logging.ts";
import { BACKEND_SETTINGS } from "../shared/open_backend.ts";

/** The settings that choose the bot and the Bot API server. */
export const TELEGRAM_SETTINGS = {
  TELEGRAM_TOKEN: tokenSetting.optional(),
  TELEGRAM_API_ROOT: z.string().regex(
    /^https?:\/\/[^\s/]+(\/\S*[^\s/])?$/,
    "must be an address like https://api.telegram.org, without a slash at the end",
  ).default("https://api.telegram.org"),
};

/** A name in Secrets Manager, or its ARN. */
const secretName = z.string().regex(
  /^[\w/+=.@:-]{1,512}$/,
  "must be the name of a secret, like talo/telegram/token",
);

/** Telegram sends updates to https addresses only; the chat page also to http on this machine. */
const APP_URL =
  /^(https:\/\/[^\s/?#@]+|http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?)(\/[^\s?#]*[^\s/?#])?$/;

/** All settings of the service, read from the environment. */
export const PolybotSettings = z.object({
  ...BACKEND_SETTINGS,
  ...TELEGRAM_SETTINGS,
  TELEGRAM_SECRET: secretName.default("talo/telegram/token"),
  TELEGRAM_APP_URL: z.string().regex(
    APP_URL,
    "must be an https address without a slash at the end, like https://bot.example.com:8443, or http on this machine",
  ).optional(),
  SUB_DOMAIN_SECRET: secretName.optional(),
  HOST: z.string().default("0.0.0.0"),
  PORT: wholeNumber(0, 65_535).default(8443),
  ...LOG_SETTINGS,
});
export type PolybotSettings = z.output<typeof PolybotSettings>;

/** The part of `--help` about these settings, without those of the backend. */
export const POLYBOT_HELP =
  `  TELEGRAM_SECRET     the secret that holds the bot's token, plain or as JSON with the key
                      TELEGRAM_TOKEN, default talo/telegram/token
  TELEGRAM_TOKEN      the token itself, in place of that secret
  TELEGRAM_APP_URL    the public https address that Telegram sends updates to, at /telegram;
                      without it the bot receives them by long polling
  SUB_DOMAIN_SECRET   the secret that holds that address' self-signed certificate in PEM,
                      default talo/sub-domain/certificate; without it Telegram must trust
                      the address anyway
  TELEGRAM_API_ROOT   another Bot API server, default https://api.telegram.org
  HOST                the address to listen on, default 0.0.0.0
  PORT                the port of /telegram, /health and /metrics, default 8443
  LOG_LEVEL           ${LOG_LEVELS.join(", ")}; default info`;
