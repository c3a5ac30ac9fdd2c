/** Bytes of the largest file that is read: the most that a bot may download from Telegram. */
export const MAX_PICTURE_BYTES = 20 * 1024 * 1024;

/** Pixels of the largest picture that is decoded or made. */
export const MAX_PIXELS = 50_000_000;
