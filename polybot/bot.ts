/**
 * Routes each update to its handler.
 *
 * @module
 */
import { Composer, type Context } from "grammy";
import { ACTIONS } from "./actions/mod.ts";
import { handleButton } from "./handlers/button.ts";
import { handleOther, OTHER_CONTENT } from "./handlers/other.ts";
import { handlePicture } from "./handlers/photo.ts";
import {
  explainAction,
  handleActionForPicture,
  handleText,
  isActionForPicture,
  sendHistory,
  sendWelcome,
} from "./handlers/text.ts";
import type { Polybot } from "./polybot.ts";

const commandFor = (name: string) => name.replaceAll(" ", "_");

/** The bot's command menu. */
export const COMMANDS = [
  { command: "help", description: "What I can do" },
  { command: "history", description: "What I found in the last pictures" },
  ...ACTIONS.map(({ name, emoji, summary }) => ({
    command: commandFor(name),
    description: `${emoji} ${summary}`,
  })),
];

/** Creates the handlers of all updates. */
export function createHandlers(polybot: Polybot): Composer<Context> {
  const bot = new Composer();
  bot.on(
    ["message:photo", "message:document"],
    (ctx) => handlePicture(polybot, ctx),
  );
  const texts = bot.on("message:text");
  texts.command(["start", "help"], (ctx) => sendWelcome(polybot, ctx));
  texts.command("history", (ctx) => sendHistory(polybot, ctx));
  texts.filter((ctx) => isActionForPicture(ctx.msg))
    .use((ctx) => handleActionForPicture(polybot, ctx));
  for (const action of ACTIONS) {
    texts.command(
      commandFor(action.name),
      (ctx) => explainAction(polybot, ctx, action),
    );
  }
  texts.use((ctx) => handleText(polybot, ctx));
  bot.on([...OTHER_CONTENT], (ctx) => handleOther(polybot, ctx));
  bot.on("callback_query:data", (ctx) => handleButton(polybot, ctx));
  return bot;
}
