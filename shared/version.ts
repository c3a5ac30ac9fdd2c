/**
 * Which version this is.
 *
 * @module
 */

/** What `--version` and `/health` say; the source itself is no version. */
export const VERSION = "development";
