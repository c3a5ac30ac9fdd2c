/**
 * Opens a chat page in a temporary folder, to be called without a socket or served
 * on one.
 *
 * @module
 */
import type { Message, Update } from "grammy/types";
import { silentLogger } from "../../shared/service/logging.ts";
import type { ChatEvent } from "../../chat/conversation/event_log.ts";
import { CHAT } from "../../chat/conversation/identity.ts";
import { type ChatPage, openChatPage } from "../../chat/mod.ts";
import { serverSentEvents } from "./server_sent_events.ts";

export const TOKEN = "123456789:AAEhBP0av28abcdefghijklmnopqrstuvwx";

type Options = Pick<Parameters<typeof openChatPage>[0], "host" | "limits">;

/** The answer of a Bot API method, successful or not. */
export interface BotAnswer {
  readonly status: number;
  readonly ok: boolean;
  // deno-lint-ignore no-explicit-any
  readonly result?: any;
  readonly description?: string;
}

export interface TestChat extends AsyncDisposable {
  readonly app: ChatPage["app"];
  readonly directory: string;
  /** Calls a method of the Bot API with JSON, or a form. */
  call(method: string, payload?: object | FormData): Promise<BotAnswer>;
  /** Sends a text as the bot. */
  sendAsBot(text: string, more?: object): Promise<Message>;
  /** Sends a form as the person, as the page does. */
  post(fields: Fields): Promise<{ status: number; body: PostAnswer }>;
  /** Returns the pending updates, without confirming them. */
  updates(): Promise<Update[]>;
  /** Returns the first `count` events after the id `after`, from an event stream. */
  events(count: number, after?: number): Promise<ChatEvent[]>;
  /** Closes the chat and opens it again from the same folder. */
  restart(): Promise<void>;
  /** Serves the chat on a free loopback port until it is closed. @return the `apiRoot` */
  serve(): string;
}

export interface PostAnswer {
  readonly messageIds: number[];
  readonly error: string;
}

/** The fields of a form: texts and named files. */
export type Fields = Readonly<Record<string, string | File | readonly File[]>>;

export const file = (bytes: Uint8Array, name = "file.bin", type = "") =>
  new File([bytes.slice()], name, { type });

export function formOf(fields: Fields): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      form.append(name, one);
    }
  }
  return form;
}

export async function openTestChat(options: Options = {}): Promise<TestChat> {
  const directory = await Deno.makeTempDir({ prefix: "polybot-chat-" });
  const open = () =>
    openChatPage({ directory, token: TOKEN, log: silentLogger, ...options });
  let page = await open();
  const servers: Deno.HttpServer[] = [];

  const call: TestChat["call"] = async (method, payload = {}) => {
    const isForm = payload instanceof FormData;
    const response = await page.app.request(`/bot${TOKEN}/${method}`, {
      method: "POST",
      body: isForm ? payload : JSON.stringify(payload),
      ...(isForm ? {} : { headers: { "content-type": "application/json" } }),
    });
    return { status: response.status, ...await response.json() };
  };

  return {
    get app() {
      return page.app;
    },
    directory,
    call,
    sendAsBot: async (text, more = {}) =>
      (await call("sendMessage", { chat_id: CHAT.id, text, ...more })).result,
    async post(fields) {
      const response = await page.app.request("/api/messages", {
        method: "POST",
        body: formOf(fields),
      });
      return { status: response.status, body: await response.json() };
    },
    updates: async () => (await call("getUpdates")).result,
    events: async (count, after = 0) =>
      await readEvents(
        await page.app.request(`/api/events?after=${after}`),
        count,
      ),
    async restart() {
      await page.close();
      page = await open();
    },
    serve() {
      const server = Deno.serve(
        { hostname: "127.0.0.1", port: 0, onListen() {} },
        (request) => page.app.fetch(request),
      );
      servers.push(server);
      return `http://127.0.0.1:${server.addr.port}`;
    },
    async [Symbol.asyncDispose]() {
      await page.close();
      for (const server of servers) await server.shutdown();
      await Deno.remove(directory, { recursive: true });
    },
  };
}

/** Reads an event stream until `count` logged events have arrived. */
export async function readEvents(
  response: Response,
  count: number,
): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const { name, data } of serverSentEvents(response)) {
    if (name === "message") events.push(JSON.parse(data));
    if (events.length >= count) break;
  }
  return events;
}
