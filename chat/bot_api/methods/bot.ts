/**
 * getMe, setMyCommands, getMyCommands, deleteMyCommands, answerCallbackQuery, getFile.
 *
 * @module
 */
import { z } from "zod";
import { ensure } from "../bot_api_error.ts";
import {
  countCharacters,
  MAX_CALLBACK_ANSWER,
  MAX_COMMAND_DESCRIPTION,
  MAX_COMMANDS,
} from "../../limits.ts";
import { checkParameters, flag, json, text } from "../parameters.ts";
import type { Method } from "./method.ts";

export const getMe: Method = ({ chat }) => ({ result: chat.bot });

const SetMyCommands = z.object({
  commands: json(
    z.array(z.object({ command: z.string(), description: z.string() })),
    "can't parse commands JSON object",
  ),
});

/** Sets one list for all scopes and languages, as there is only one chat. */
export const setMyCommands: Method = ({ chat, parameters }) => {
  const { commands = [] } = checkParameters(SetMyCommands, parameters);
  const cleaned = commands.map(({ command, description }) => ({
    command: command.replace(/^\//, "").toLowerCase(),
    description: description.trim(),
  }));
  ensure(cleaned.length <= MAX_COMMANDS, "BOT_COMMANDS_TOO_MUCH");
  for (const { command, description } of cleaned) {
    ensure(/^[a-z0-9_]{1,32}$/.test(command), "BOT_COMMAND_INVALID");
    ensure(
      description !== "" &&
        countCharacters(description) <= MAX_COMMAND_DESCRIPTION,
      "BOT_COMMAND_DESCRIPTION_INVALID",
    );
  }
  chat.settings.set("commands", cleaned);
  return { result: true };
};

export const deleteMyCommands: Method = ({ chat }) => {
  chat.settings.set("commands", []);
  return { result: true };
};

export const getMyCommands: Method = ({ chat }) => ({
  result: chat.settings.get("commands"),
});

const AnswerCallbackQuery = z.object({
  callback_query_id: text,
  text,
  show_alert: flag,
});

export const answerCallbackQuery: Method = ({ chat, parameters }) => {
  const given = checkParameters(AnswerCallbackQuery, parameters);
  ensure(
    countCharacters(given.text) <= MAX_CALLBACK_ANSWER,
    "MESSAGE_TOO_LONG",
  );
  const query = chat.database.one`DELETE FROM callback_queries
    WHERE id = ${given.callback_query_id} RETURNING message_id`;
  ensure(
    query,
    "query is too old and response timeout expired or query ID is invalid",
  );
  if (given.text !== "") {
    chat.events.broadcast({
      name: "notice",
      data: {
        text: given.text,
        alert: given.show_alert,
        messageId: Number(query["message_id"]),
      },
    });
  }
  return { result: true };
};

const GetFile = z.object({ file_id: text });

export const getFile: Method = ({ chat, parameters }) => {
  const { file_id } = checkParameters(GetFile, parameters);
  ensure(file_id !== "", "file_id not specified");
  const file = chat.files.find(file_id);
  ensure(file, "wrong file_id or the file is temporarily unavailable");
  ensure(file.size <= chat.limits.personFile, "file is too big");
  return {
    result: {
      file_id: file.id,
      file_unique_id: file.uniqueId,
      file_size: file.size,
      file_path: file.path,
    },
  };
};
