/**
 * Schemas of all messages and records that are shared between processes.
 *
 * @module
 */
import type { Update } from "grammy/types";
import { z } from "zod";

/** Chat id of jobs without a user, such as those of a load test. No Telegram chat has it. */
export const NO_CHAT_ID = "0";

/** Chat id. Telegram's ids are integers, which other producers may send as numbers or text. */
const chatId = z.union([
  z.string().regex(/^-?\d{1,19}$/, "must be an integer"),
  z.int().transform(String),
]);

const objectName = z.string().max(200).regex(
  /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/,
  "must be letters, digits, '.', '_', '-', in parts that '/' separates",
);

/** Updates queue: a Telegram update, as received. */
export const TelegramUpdate = z.looseObject({ update_id: z.int() })
  .transform((update) => update as unknown as Update);

/** Updates queue: this album is complete and can be answered. */
export const AlbumClosing = z.object({
  kind: z.literal("album-closing"),
  chatId,
  mediaGroupId: z.string(),
});
export type AlbumClosing = z.infer<typeof AlbumClosing>;

/** Messages of the updates queue. */
export const UpdatesMessage = z.union([AlbumClosing, TelegramUpdate]);

/** Identify queue: detect the objects in the picture `imgName` for this chat. */
export const IdentifyJob = z.object({
  chatId,
  /** Key of the picture, without the prefix of all pictures. */
  imgName: objectName,
  /** Id of the message that the answer replies to. */
  replyTo: z.int().optional(),
  /** Classes to detect; by default all of them. */
  classes: z.array(z.string()).optional(),
  /** Detections must score above this; by default 0.25. */
  confidence: z.number().min(0).max(1).optional(),
  /** Identifies the request: jobs with the same id are answered once. */
  requestId: z.string().optional(),
  /** `true` to send the answer as a document. */
  asDocument: z.boolean().optional(),
});
export type IdentifyJob = z.infer<typeof IdentifyJob>;

/** Results queue: a job is done. */
export const PredictionResult = z.object({
  kind: z.literal("prediction"),
  /** Key of the record, and id of the job's message. */
  predictionId: z.string(),
  chatId,
  status: z.enum(["succeeded", "failed"]),
  /** Reason of the failure: a sentence for the user. */
  reason: z.string().optional(),
  replyTo: z.int().optional(),
  requestId: z.string().optional(),
  asDocument: z.boolean().optional(),
});
export type PredictionResult = z.infer<typeof PredictionResult>;

/** Results queue: it is time to check whether this album is complete. */
export const AlbumDue = z.object({
  kind: z.literal("album-due"),
  chatId,
  mediaGroupId: z.string(),
  /** Id of the photo's message. */
  messageId: z.int(),
  /** Milliseconds since 1970 at which the message was due; absent when it waits for the second time. */
  dueAt: z.int().optional(),
  /** Number of times it waited because Telegram still had updates to deliver. */
  waits: z.int().optional(),
});
export type AlbumDue = z.infer<typeof AlbumDue>;

/** Messages of the results queue. */
export const ResultsMessage = z.discriminatedUnion("kind", [
  PredictionResult,
  AlbumDue,
]);

/** An object in a picture, in YOLO's terms: centre and size relative to the picture, 0 to 1. */
export const Label = z.object({
  class: z.string(),
  cx: z.number(),
  cy: z.number(),
  width: z.number(),
  height: z.number(),
  score: z.number(),
});
export type Label = z.infer<typeof Label>;

/** Record of a prediction; its key is `predictionId`. */
export const Prediction = z.object({
  predictionId: z.string(),
  chatId: z.number(),
  originalImgPath: z.string(),
  predictedImgPath: z.string(),
  labels: z.array(Label),
  /** Time of the prediction, ISO 8601. */
  time: z.string(),
  /** Time at which Telegram accepted the reply, ISO 8601. */
  deliveredAt: z.string().optional(),
});
export type Prediction = z.infer<typeof Prediction>;

/** A photo of an album. */
export const AlbumPhoto = z.object({
  messageId: z.int(),
  fileId: z.string(),
  /** `true` if it was sent as a document. */
  isDocument: z.boolean(),
  /** Bytes. */
  fileSize: z.int().optional(),
  fileName: z.string().optional(),
  /** Milliseconds since 1970 at which it was added. */
  addedAt: z.int(),
});
export type AlbumPhoto = z.infer<typeof AlbumPhoto>;

/** Record of an album with the photos received so far; its key consists of the chat and the media group. */
export const Album = z.object({
  photos: z.array(AlbumPhoto),
  caption: z.string().optional(),
  /** Ids of the messages whose common answer is being prepared. */
  inHand: z.array(z.int()),
  /** Ids of the messages that have been answered. */
  answered: z.array(z.int()),
});
export type Album = z.infer<typeof Album>;

/** Record of the webhook that was set last; its key is the bot's address. */
export const WebhookSetUp = z.object({
  /** Hash of all parameters of setWebhook, including those that Telegram does not return. */
  fingerprint: z.string(),
  /** Milliseconds since 1970 until which one machine is setting the webhook; absent when it is set. */
  claimedUntil: z.int().optional(),
});
export type WebhookSetUp = z.infer<typeof WebhookSetUp>;

/** Record of an answer, so that it is sent only once; its key is the request. */
export const Answer = z.discriminatedUnion("state", [
  z.object({ state: z.literal("claimed"), until: z.int() }),
  z.object({ state: z.literal("answered") }),
]);
export type Answer = z.infer<typeof Answer>;
