/**
 * Every message and record that crosses a process, with its schema.
 *
 * @module
 */
import type { Update } from "grammy/types";
import { z } from "zod";

/** The chat id of jobs that nobody waits for, as a load test's: no chat of Telegram's has it. */
export const NO_CHAT_ID = "0";

/** Telegram's chat ids are integers; other producers may send them as numbers or as text. */
const chatId = z.union([
  z.string().regex(/^-?\d{1,19}$/, "must be an integer"),
  z.int().transform(String),
]);

const objectName = z.string().max(200).regex(
  /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/,
  "must be letters, digits, '.', '_', '-', in parts that '/' separates",
);

/** On the updates queue: a Telegram update, as received. */
export const TelegramUpdate = z.looseObject({ update_id: z.int() })
  .transform((update) => update as unknown as Update);

/** On the updates queue: no photo came to this album for a while. */
export const AlbumClosing = z.object({
  kind: z.literal("album-closing"),
  chatId,
  mediaGroupId: z.string(),
});
export type AlbumClosing = z.infer<typeof AlbumClosing>;

/** What the updates queue carries. */
export const UpdatesMessage = z.union([AlbumClosing, TelegramUpdate]);

/** On the identify queue: look at the picture `imgName` for this chat. */
export const IdentifyJob = z.object({
  chatId,
  /** Below the prefix of all pictures. */
  imgName: objectName,
  /** The id of the message that the answer replies to. */
  replyTo: z.int().optional(),
  /** Only these COCO classes; all of them where absent. */
  classes: z.array(z.string()).optional(),
  /** Only detections of a score above this; 0.25 where absent. */
  confidence: z.number().min(0).max(1).optional(),
  /** The same for a job that was sent twice for one request: it is answered once. */
  requestId: z.string().optional(),
  /** Whether the answer is sent as a file. */
  asDocument: z.boolean().optional(),
});
export type IdentifyJob = z.infer<typeof IdentifyJob>;

/** On the results queue: a job is done. */
export const PredictionResult = z.object({
  kind: z.literal("prediction"),
  /** The key of the record, and the id of the job's message. */
  predictionId: z.string(),
  chatId,
  status: z.enum(["succeeded", "failed"]),
  /** Why it failed, in words for a person. */
  reason: z.string().optional(),
  replyTo: z.int().optional(),
  requestId: z.string().optional(),
  asDocument: z.boolean().optional(),
});
export type PredictionResult = z.infer<typeof PredictionResult>;

/** On the results queue: a photo of this album came three seconds ago. */
export const AlbumDue = z.object({
  kind: z.literal("album-due"),
  chatId,
  mediaGroupId: z.string(),
  /** The photo that sent it. */
  messageId: z.int(),
  /** When it was to come, in milliseconds since 1970; absent when it waits for the second time. */
  dueAt: z.int().optional(),
  /** How often it waited as Telegram kept updates that it could not send. */
  waits: z.int().optional(),
});
export type AlbumDue = z.infer<typeof AlbumDue>;

/** What the results queue carries. */
export const ResultsMessage = z.discriminatedUnion("kind", [
  PredictionResult,
  AlbumDue,
]);

/** One object in a picture, as YOLO writes it: centre and size as parts of the picture's, 0 to 1. */
export const Label = z.object({
  class: z.string(),
  cx: z.number(),
  cy: z.number(),
  width: z.number(),
  height: z.number(),
  score: z.number(),
});
export type Label = z.infer<typeof Label>;

/** The record of a prediction, by `predictionId`. */
export const Prediction = z.object({
  predictionId: z.string(),
  chatId: z.number(),
  originalImgPath: z.string(),
  predictedImgPath: z.string(),
  labels: z.array(Label),
  /** When it was made, ISO 8601. */
  time: z.string(),
  /** When the reply was accepted, ISO 8601. */
  deliveredAt: z.string().optional(),
});
export type Prediction = z.infer<typeof Prediction>;

/** One photo of an album, as it came. */
export const AlbumPhoto = z.object({
  messageId: z.int(),
  fileId: z.string(),
  /** `true` when it was sent as a file. */
  isDocument: z.boolean(),
  /** Bytes. */
  fileSize: z.int().optional(),
  fileName: z.string().optional(),
  /** When it was added, in milliseconds since 1970. */
  addedAt: z.int(),
});
export type AlbumPhoto = z.infer<typeof AlbumPhoto>;

/** The photos of one album that came so far, by chat and media group. */
export const Album = z.object({
  photos: z.array(AlbumPhoto),
  caption: z.string().optional(),
  /** The ids of the messages whose answer is being made, together. */
  inHand: z.array(z.int()),
  /** The ids of the messages that were answered already. */
  answered: z.array(z.int()),
});
export type Album = z.infer<typeof Album>;

/** The webhook that was set last, by the bot's address. */
export const WebhookSetUp = z.object({
  /** Changes with everything that Telegram was told, also what it does not show. */
  fingerprint: z.string(),
  /** Until when one machine is at setting it, in milliseconds since 1970; absent when it is set. */
  claimedUntil: z.int().optional(),
});
export type WebhookSetUp = z.infer<typeof WebhookSetUp>;

/** Whether something was answered, by what was to be answered. */
export const Answer = z.discriminatedUnion("state", [
  z.object({ state: z.literal("claimed"), until: z.int() }),
  z.object({ state: z.literal("answered") }),
]);
export type Answer = z.infer<typeof Answer>;
