/**
 * A proxy between a bot and the chat page that records which process sent
 * what, so that a second answer can be traced to the kill of the first sender.
 *
 * @module
 */
import { checkLoopback } from "../aws/moto/loopback.ts";
import { forward, readBody } from "../aws/network/target.ts";

/** Messages that a bot sent and the chat page accepted. */
export interface Delivery {
  readonly service: string;
  /** Time at which the proxy had the whole request, in milliseconds since 1970. */
  readonly sentAt: number;
  /** Time at which the chat page had answered, in milliseconds since 1970. */
  readonly acceptedAt: number;
  readonly messageIds: readonly number[];
}

/** Starts a recorder on loopback for one bot, in front of the Bot API at `target`. */
export function startTelegramRecorder(
  target: string,
  service: string,
  onDelivery: (delivery: Delivery) => void,
) {
  checkLoopback(target);
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen() {},
    // the chat page is unreachable, or the bot died
    onError: () => new Response(null, { status: 502 }),
  }, async (request) => {
    // read whole, so that it arrives even if the bot dies now
    const body = await readBody(request);
    const sentAt = Date.now();
    const response = await forward(request, body, target);
    const { pathname } = new URL(request.url);
    if (!/\/send(?!ChatAction)\w+$/.test(pathname) || !response.ok) {
      return response;
    }
    const answer = await response.json();
    const messages: { readonly message_id: number }[] = [answer.result].flat();
    const messageIds = messages.map(({ message_id }) => message_id);
    onDelivery({ service, sentAt, acceptedAt: Date.now(), messageIds });
    return Response.json(answer);
  });
  return {
    address: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
