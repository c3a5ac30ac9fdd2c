/**
 * Seconds that data is kept. Ansible's own copies are in
 * `ansible/group_vars/all.yaml`.
 *
 * @module
 */

const DAY = 24 * 60 * 60;

/** Seconds that pictures are kept in the object store. */
export const PICTURE_AGE = 7 * DAY;

/** Seconds that predictions are kept. */
export const PREDICTION_AGE = 30 * DAY;

/** Seconds that the record of an answer is kept, so that it is not sent twice: longer than any message stays on a queue. */
export const ANSWER_AGE = 14 * DAY;

/** Seconds that the record of an album is kept: its buttons work for that long. */
export const ALBUM_AGE = 2 * DAY;

/** Seconds that messages stay on a dead-letter queue: the longest that SQS allows. */
export const DEAD_LETTER_AGE = 14 * DAY;
