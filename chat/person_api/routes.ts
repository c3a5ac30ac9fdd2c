import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import type { Logger } from "../../shared/service/logging.ts";
import { boundaryOf } from "../multipart.ts";
import type { Chat } from "../open_chat.ts";
import { type FileFolder, folderOf } from "../storage/file_store.ts";
import type { NewMedia } from "../storage/media_store.ts";
import { draftsOf } from "./drafts.ts";
import { streamEvents } from "./event_stream.ts";
import { FIELDS, readPersonForm } from "./form.ts";
import { PersonError } from "./person_error.ts";

const PressedButton = z.object({
  messageId: z.int(),
  data: z.string(),
});

/** Maximum bytes of the JSON that presses a button. */
const MAX_BUTTON_BODY = 64 * 1024;

const limitBody = bodyLimit({
  maxSize: MAX_BUTTON_BODY,
  onError() {
    throw new PersonError(413, "The data of this button is too long.");
  },
});

/** Serves the page's HTTP API: `/api/messages`, `/api/buttons`, `/api/events`, `/api/commands`, and the files below `/files/`. */
export function createPersonApi(
  chat: Chat,
  { log, closing }: { readonly log: Logger; readonly closing: AbortSignal },
): Hono {
  const { messaging, events, files, limits, media, messages, settings } = chat;
  const app = new Hono();

  app.post("/api/messages", async (context) => {
    const boundary = boundaryOf(context.req.header("content-type"));
    const { body } = context.req.raw;
    if (boundary === undefined || !body) {
      throw new PersonError(
        400,
        `A message is sent as multipart/form-data, with the fields ${FIELDS}.`,
      );
    }
    const written: NewMedia[] = [];
    try {
      const form = await readPersonForm(body, boundary, {
        media,
        limits,
        onWritten: (medium) => written.push(medium),
      });
      const exists = (id: number) => messages.get(id) !== undefined;
      const posted = messaging.postAsPerson(draftsOf(form, limits, exists));
      return context.json(
        { messageIds: posted.map((message) => message.message_id) },
        202,
      );
    } catch (error) {
      await files.discard(written.flatMap((medium) => medium.files));
      throw error;
    }
  });

  app.post("/api/buttons", limitBody, async (context) => {
    const pressed = PressedButton.safeParse(
      await context.req.json().catch(() => undefined),
    );
    if (!pressed.success) {
      throw new PersonError(
        400,
        'A button is pressed with {"messageId": number, "data": text}.',
      );
    }
    const { messageId, data } = pressed.data;
    const message = messages.get(messageId);
    const buttons = message?.reply_markup?.inline_keyboard.flat() ?? [];
    const isButton = buttons.some((button) =>
      "callback_data" in button && button.callback_data === data
    );
    if (!message || !isButton) {
      throw new PersonError(
        404,
        `There is no such button under message ${messageId}.`,
      );
    }
    messaging.press(message, data);
    return context.json({}, 202);
  });

  app.get("/api/events", (context) => {
    const after = Math.max(
      Number(context.req.query("after")) || 0,
      Number(context.req.header("last-event-id")) || 0,
    );
    return streamEvents(context, events, after, closing);
  });

  app.get(
    "/api/commands",
    (context) => context.json(settings.get("commands")),
  );

  app.get("/files/:path{.+}", async (context) => {
    const file = files.findByPath(context.req.param("path"));
    if (!file) throw new PersonError(404, "There is no such file.");
    return context.body(await files.open(file), 200, {
      "content-type": servedType(file.contentType),
      "content-length": String(file.size),
      "content-disposition": DISPOSITIONS[folderOf(file)](file.name),
      "content-security-policy": "default-src 'none'; sandbox",
      // Stored files never change.
      "cache-control": "private, max-age=31536000, immutable",
    });
  });

  app.all("/api/*", () => {
    throw new PersonError(404, "There is nothing at this address.");
  });
  app.onError((error, context) => {
    if (error instanceof PersonError) {
      return context.json({ error: error.message }, error.status);
    }
    log.error({ error }, "Page request failed");
    return context.json(
      { error: "Something went wrong on this side. Please try again." },
      500,
    );
  });
  return app;
}

/** Content dispositions by folder: the browser shows pictures, and saves documents under their names. */
const DISPOSITIONS: Readonly<Record<FileFolder, (name?: string) => string>> = {
  photos: () => "inline",
  thumbnails: () => "inline",
  documents: (name = "file") => attachment(name),
};

/** Returns the content type of a picture, and a type that browsers only download for any other file, including HTML and SVG. */
const servedType = (contentType: string) =>
  /^image\/(jpeg|png|webp|gif)$/.test(contentType)
    ? contentType
    : "application/octet-stream";

/** Returns a content disposition that saves a file under its name, encoded as in RFC 6266 and RFC 8187. */
function attachment(name: string): string {
  const ascii = name.replace(/[^\w.() -]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
