/**
 * A small bot that always gives the same answers.
 *
 * @module
 */
import { Bot, InlineKeyboard, InputFile } from "grammy";
import { CAT } from "./sample_pictures.ts";

const CHOICES = new InlineKeyboard()
  .text("Blur", "blur").text("Contour", "contour").row()
  .text("Nothing", "nothing");

/** Creates a bot that answers the messages in the chat page at `apiRoot` until it is stopped. */
export function createScriptedBot(token: string, apiRoot: string): Bot {
  const bot = new Bot(token, { client: { apiRoot } });
  bot.on("message:photo", async (ctx) => {
    const reply_parameters = { message_id: ctx.msg.message_id };
    if (ctx.msg.caption) {
      await ctx.replyWithChatAction("upload_photo");
      await ctx.replyWithPhoto(new InputFile(CAT.bytes, "cat.png"), {
        caption: `Detected Objects:\nCat: 1 (${ctx.msg.caption})`,
        reply_parameters,
      });
    } else if (!ctx.msg.media_group_id) {
      await ctx.reply("What shall I do with this photo?", {
        reply_markup: CHOICES,
        reply_parameters,
      });
    }
  });
  bot.on(
    "message:document",
    (ctx) =>
      ctx.replyWithDocument(new InputFile(CAT.bytes, "edited.png"), {
        reply_parameters: { message_id: ctx.msg.message_id },
      }),
  );
  bot.on("message:text", async (ctx) => {
    const { reply_to_message: quoted, text } = ctx.msg;
    await ctx.reply(
      quoted ? `You answered “${quoted.caption ?? quoted.text}”` : text,
    );
  });
  bot.callbackQuery("nothing", (ctx) =>
    ctx.answerCallbackQuery({
      text: "There is nothing to do.",
      show_alert: true,
    }));
  bot.on("callback_query:data", async (ctx) => {
    await ctx.answerCallbackQuery({ text: `${ctx.callbackQuery.data}…` });
    await ctx.editMessageText(`You chose ${ctx.callbackQuery.data}`);
  });
  return bot;
}

/** The menu of the scripted bot. */
export const COMMANDS = [
  { command: "help", description: "What I can do" },
  { command: "blur", description: "🌫 Soften the picture" },
  { command: "salt_and_pepper", description: "🧂 Sprinkle pixels" },
  { command: "predict", description: "🔎 Find the objects" },
];
