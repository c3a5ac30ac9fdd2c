/**
 * Stands between a bot and the chat page, and notes which process sent what:
 * so that a second answer can be traced to the end of the one who sent the
 * first.
 *
 * @module
 */
import { checkLoopback } from "../aws/moto/loopback.ts";

/** Something that a bot sent and the chat page accepted. */
export interface Sending {
  readonly service: string;
  /** When the bot had sent it whole, and when the chat page's yes was there; milliseconds since 1970. */
  readonly begunAt: number;
  readonly acceptedAt: number;
  readonly chatId: number;
  readonly messageIds: readonly number[];
}

export interface TelegramWitness extends AsyncDisposable {
  readonly address: string;
}

interface SentMessage {
  readonly message_id: number;
  readonly chat: { readonly id: number };
}

/** Hop by hop, and what the body's own length decides. */
const NOT_PASSED_ON = ["connection", "host", "content-length", "keep-alive"];

/** Starts a witness on loopback for one bot, before the Bot API at `target`. */
export function startTelegramWitness(
  target: string,
  service: string,
  onSending: (sending: Sending) => void,
): TelegramWitness {
  checkLoopback(target);

  async function pass(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const headers = new Headers(request.headers);
    NOT_PASSED_ON.forEach((name) => headers.delete(name));
    // whole, so that what was sent arrives though the bot dies now
    const body = request.body ? await request.bytes() : null;
    const begunAt = Date.now();
    const { method } = request;
    const address = target + pathname + search;
    const response = await fetch(address, { method, headers, body });
    if (!/\/send(?!ChatAction)\w+$/.test(pathname) || !response.ok) {
      return response;
    }
    const answer = await response.json();
    const messages: SentMessage[] = [answer.result].flat();
    onSending({
      service,
      begunAt,
      acceptedAt: Date.now(),
      chatId: messages[0]?.chat.id ?? 0,
      messageIds: messages.map(({ message_id }) => message_id),
    });
    return Response.json(answer);
  }

  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen() {},
    // the chat page cannot be reached, or the bot died
    onError: () => new Response(null, { status: 502 }),
  }, pass);
  return {
    address: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
