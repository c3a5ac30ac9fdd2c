/**
 * Telegram's limits, each with the section of the Bot API's manual that states
 * it. The limit for downloads, 20 MB, is in `shared/pictures/limits.ts`, as it
 * applies to all pictures: [getFile](https://core.telegram.org/bots/api#getfile).
 *
 * @module
 */

/** UTF-16 code units of a caption: [sendPhoto](https://core.telegram.org/bots/api#sendphoto). */
export const MAX_CAPTION_LENGTH = 1024;

/** Bytes of a photo: [sendPhoto](https://core.telegram.org/bots/api#sendphoto). */
export const MAX_PHOTO_BYTES = 10 * 1024 * 1024;
/** Pixels of a photo's width and height together: [sendPhoto](https://core.telegram.org/bots/api#sendphoto). */
export const MAX_PHOTO_SIDES = 10_000;
/** Ratio of a photo's longer side to its shorter: [sendPhoto](https://core.telegram.org/bots/api#sendphoto). */
export const MAX_PHOTO_RATIO = 20;

/** Bytes that a bot uploads at once: [sendDocument](https://core.telegram.org/bots/api#senddocument). */
export const MAX_UPLOAD_BYTES = 50 * 1024 * 1024;

/** Photos of an album: [sendMediaGroup](https://core.telegram.org/bots/api#sendmediagroup). */
export const ALBUM_SIZE = { min: 2, max: 10 } as const;

/** Bytes of a button's data: [InlineKeyboardButton](https://core.telegram.org/bots/api#inlinekeyboardbutton). */
export const MAX_BUTTON_DATA_BYTES = 64;

/** Characters of a command: [BotCommand](https://core.telegram.org/bots/api#botcommand). */
export const MAX_COMMAND_LENGTH = 32;

/** Milliseconds that a chat action is shown: [sendChatAction](https://core.telegram.org/bots/api#sendchataction). */
export const CHAT_ACTION_DURATION = 5_000;

/** Updates that Telegram sends to a webhook at once: [setWebhook](https://core.telegram.org/bots/api#setwebhook). */
export const MAX_WEBHOOK_CONNECTIONS = 100;
