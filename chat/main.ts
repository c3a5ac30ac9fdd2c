/**
 * `deno task chat`: serves the chat page alone, in Telegram's place.
 *
 * @module
 */
import { join } from "node:path";
import { z } from "zod";
import { tokenSetting } from "../shared/bot_token.ts";
import { createCommand, runCommand } from "../shared/command_line/command.ts";
import {
  readSettings,
  SettingsError,
  wholeNumber,
} from "../shared/service/settings.ts";
import { DataFolderError } from "../shared/embedded/mod.ts";
import { addressOf, listen, stopServing } from "../shared/service/listen.ts";
import { openLogFile } from "../shared/service/log_file.ts";
import { LOG_LEVELS, LOG_SETTINGS } from "../shared/service/logging.ts";
import { onShutdown } from "../shared/service/shutdown.ts";
import { VERSION } from "../shared/service/version.ts";
import { openChatPage } from "./mod.ts";
import { chatPageToken, tokenFile } from "./token.ts";

const COMMAND = createCommand(
  "deno task chat",
  "Serves the chat page alone, for bots that run in other processes.",
)
  .version(VERSION, "--version", "show the version")
  .addHelpText(
    "after",
    `
Settings, from the environment:
  PORT                the port of the page and of its Bot API, default 8081
  HOST                the address to listen on, default 127.0.0.1
  POLYBOT_DATA        the folder that the conversation is stored in, default .polybot
  TELEGRAM_TOKEN      the bot's token, by default created and stored in that folder
  LOG_LEVEL           ${LOG_LEVELS.join(", ")}; default info

The log is <POLYBOT_DATA>/chat.jsonl, one JSON object per line.`,
  );

const Settings = z.object({
  PORT: wholeNumber(0, 65_535).default(8081),
  HOST: z.string().default("127.0.0.1"),
  POLYBOT_DATA: z.string().default(".polybot"),
  TELEGRAM_TOKEN: tokenSetting.optional(),
  ...LOG_SETTINGS,
});

/** Returns instructions to connect a bot in another terminal. */
function connectInstructions(address: string, token: string) {
  return `To connect a bot, run

  TELEGRAM_API_ROOT=${address} \\
  TELEGRAM_TOKEN=${token} \\
  deno task polybot

with its other settings (deno task polybot --help).`;
}

async function start() {
  const settings = readSettings(Settings, Deno.env.toObject());
  const { POLYBOT_DATA: directory, HOST: host, TELEGRAM_TOKEN } = settings;
  const log = openLogFile(join(directory, "chat.jsonl"), settings.LOG_LEVEL);
  const token = (TELEGRAM_TOKEN ?? await chatPageToken(directory)).reveal();
  const page = await openChatPage({ directory, token, log, host });
  const server = listen(page.app, {
    hostname: host,
    port: settings.PORT,
    settings: "HOST or PORT",
  });
  const address = addressOf(server.addr);
  const shownToken = TELEGRAM_TOKEN
    ? "…"
    : `"$(cat '${tokenFile(directory)}')"`;
  console.log(connectInstructions(address, shownToken));
  console.log(`\n  Open ${address} and send a photo captioned “predict”\n`);
  console.log("Press Ctrl-C to stop");

  onShutdown(async () => {
    await page.close();
    await stopServing(server);
  }, log);
}

if (import.meta.main) {
  await runCommand(COMMAND, {
    operatorErrors: [SettingsError, DataFolderError],
    run: start,
  });
}
