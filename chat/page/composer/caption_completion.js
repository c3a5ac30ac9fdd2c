/**
 * Completes the text before the cursor: a command after a slash, or an action
 * in a caption, also after a comma. Pure.
 *
 * @module
 */

/** @import { Command } from "../server/api.js" */

/**
 * @typedef {object} Suggestion
 * @property {string} name as shown: `/blur`, `salt and pepper`
 * @property {string} emoji
 * @property {string} description
 * @property {number} from the beginning of the text that it replaces
 * @property {string} insert the text in its place
 */

/** Commands that do not edit a picture. */
const OTHER_COMMANDS = new Set(["start", "help", "history"]);

/**
 * Returns the commands that a caption can contain, as captions write them.
 *
 * @param {readonly Command[]} commands
 */
export function captionNames(commands) {
  return commands
    .filter(({ command }) => !OTHER_COMMANDS.has(command))
    .map(({ command, description }) => ({
      name: command.replaceAll("_", " "),
      ...withEmoji(description),
    }));
}

/** @param {string} description may begin with an emoji */
function withEmoji(description) {
  const found = /^(\p{Extended_Pictographic}\S*)\s+(.*)$/su.exec(description);
  return { emoji: found?.[1] ?? "", description: found?.[2] ?? description };
}

/**
 * Returns suggestions for a text, best first; none if there is nothing to complete.
 *
 * @param {string} before the text before the cursor
 * @param {readonly Command[]} commands
 * @returns {Suggestion[]}
 */
export function completions(before, commands) {
  if (/^\/\w*$/.test(before)) {
    return commands
      .map(({ command, description }) => ({
        name: `/${command}`,
        ...withEmoji(description),
        from: 0,
        insert: `/${command}`,
      }))
      .filter(({ name }) => startsWith(name, before));
  }
  const part = before.slice(before.lastIndexOf(",") + 1);
  const word = part.trimStart();
  if (word === "" && !before.includes(",")) return [];
  const from = before.length - word.length;
  const space = part === "" ? " " : "";
  return captionNames(commands)
    .filter(({ name }) => startsWith(name, word))
    .map((action) => ({ ...action, from, insert: `${space}${action.name}` }));
}

/** @param {string} name @param {string} typed */
const startsWith = (name, typed) =>
  name !== typed.toLowerCase() && name.startsWith(typed.toLowerCase());
