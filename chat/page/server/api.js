/// <reference lib="dom" />
/**
 * The requests of the page to its server.
 *
 * @module
 */

/**
 * One message to send; with several photos, an album.
 *
 * @typedef {object} Post
 * @property {string} text
 * @property {MediaKind} kind of the files
 * @property {readonly File[]} files
 * @property {number} [replyTo]
 */

/** @import { MediaKind } from "../../media_kinds.ts" */

/** @typedef {{ command: string, description: string }} Command */

/** Thrown when a request fails. The message is a sentence for the user. */
export class RequestError extends Error {
  /** @override */
  name = "RequestError";
}

const NOT_SENT =
  "This was not sent, as the connection is lost. Please send it again.";

/**
 * Sends a message, and reports the progress of the upload.
 *
 * @param {Post} post
 * @param {{ onProgress: (part: number) => void, signal: AbortSignal }} options `part` is the uploaded fraction, 0 to 1
 * @returns {Promise<number[]>} the ids of the messages; an album has several
 * @throws {RequestError} when the server refuses it or cannot be reached
 * @throws {DOMException} named `AbortError` when the signal is aborted
 */
export function sendPost(post, { onProgress, signal }) {
  const form = new FormData();
  if (post.text) form.set("text", post.text);
  for (const file of post.files) form.append(post.kind, file);
  if (post.replyTo !== undefined) form.set("replyTo", String(post.replyTo));

  // Only XMLHttpRequest reports the progress of an upload.
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => {
      request.abort();
      reject(signal.reason);
    });
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      onProgress(total > 0 ? loaded / total : 0);
    });
    request.addEventListener("load", () => {
      if (request.status < 300) {
        resolve(JSON.parse(request.responseText).messageIds);
      } else reject(new RequestError(sentenceIn(request.responseText)));
    });
    request.addEventListener("error", () => reject(new RequestError(NOT_SENT)));
    request.open("POST", "/api/messages");
    request.send(form);
  });
}

/**
 * Presses a button of a message.
 *
 * @param {number} messageId
 * @param {string} data
 * @throws {RequestError} when the server refuses it or cannot be reached
 */
export async function pressButton(messageId, data) {
  const response = await fetch("/api/buttons", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ messageId, data }),
  }).catch(() => undefined);
  if (!response) {
    throw new RequestError(
      "This button was not pressed, as the connection is lost. Please press it again.",
    );
  }
  if (!response.ok) {
    throw new RequestError(sentenceIn(await response.text().catch(() => "")));
  }
}

/** Returns the bot's menu; empty if it is not set or cannot be loaded. @returns {Promise<Command[]>} */
export async function loadCommands() {
  return await fetch("/api/commands")
    .then((response) => response.ok ? response.json() : [])
    .catch(() => []);
}

/** @param {string} body */
function sentenceIn(body) {
  try {
    return String(JSON.parse(body).error);
  } catch {
    return "The server could not accept this. Please try again.";
  }
}
