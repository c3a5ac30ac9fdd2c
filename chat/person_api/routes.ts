/**
 * The HTTP API of the page: `/api/messages`, `/api/buttons`, `/api/events`,
 * `/api/commands` and the files of the chat.
 *
 * @module
 */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import type { Logger } from "../../shared/service/logging.ts";
import { openEventStream } from "./event_stream.ts";
import type { Chat } from "../open_chat.ts";
import { boundaryOf } from "../multipart.ts";
import type { NewMedia } from "../storage/media.ts";
import { PersonError } from "./person_error.ts";
import { readPersonForm } from "./form.ts";
import { draftsOf } from "./drafts.ts";

const PressedButton = z.object({
  messageId: z.int(),
  data: z.string(),
});

const limitBody = bodyLimit({
  maxSize: 64 * 1024,
  onError() {
    throw new PersonError(413, "This is too much for a button.");
  },
});

export function createPersonApi(
  chat: Chat,
  { log, closing }: { readonly log: Logger; readonly closing: AbortSignal },
): Hono {
  const { conversation, events, files, limits, media, messages, settings } =
    chat;
  const app = new Hono();

  app.post("/api/messages", async (context) => {
    const boundary = boundaryOf(context.req.header("content-type"));
    const { body } = context.req.raw;
    if (boundary === undefined || !body) {
      throw new PersonError(
        400,
        "A message is sent as multipart/form-data, with the fields text, photo, document and replyTo.",
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
      const posted = conversation.postAsPerson(draftsOf(form, limits, exists));
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
    const known = buttons.some((button) =>
      "callback_data" in button && button.callback_data === data
    );
    if (!message || !known) {
      throw new PersonError(
        404,
        `There is no such button under message ${messageId}.`,
      );
    }
    conversation.press(message, data);
    return context.json({}, 202);
  });

  app.get("/api/events", (context) => {
    const after = Math.max(
      Number(context.req.query("after")) || 0,
      Number(context.req.header("last-event-id")) || 0,
    );
    return openEventStream(events, after, closing);
  });

  app.get(
    "/api/commands",
    (context) => context.json(settings.get("commands")),
  );

  app.get("/files/:path{.+}", async (context) => {
    const file = files.findByPath(context.req.param("path"));
    if (!file) throw new PersonError(404, "There is no such file.");
    return context.body(await files.open(file), 200, {
      "content-type": shownType(file.contentType),
      "content-length": String(file.size),
      "content-disposition": file.path.startsWith("documents/")
        ? attachment(file.name ?? "file")
        : "inline",
      "content-security-policy": "default-src 'none'; sandbox",
      // a stored file never changes
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
    log.error({ error }, "request of the page failed");
    return context.json(
      { error: "Something went wrong on this side. Please try again." },
      500,
    );
  });
  return app;
}

/** A browser shows pictures only; all else, HTML and SVG above all, is bytes to it. */
const shownType = (contentType: string) =>
  /^image\/(jpeg|png|webp|gif)$/.test(contentType)
    ? contentType
    : "application/octet-stream";

/** RFC 6266, with the name in RFC 8187's form. */
function attachment(name: string): string {
  const ascii = name.replace(/[^\w.() -]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
