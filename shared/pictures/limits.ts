/** Maximum bytes of a picture file: a bot cannot download more from Telegram. */
export const MAX_PICTURE_BYTES = 20 * 1024 * 1024;

/** Maximum pixels of a picture that is decoded or created. */
export const MAX_PIXELS = 50_000_000;
