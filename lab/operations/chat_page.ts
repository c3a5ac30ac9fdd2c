import { join } from "node:path";
import { openService } from "../aws/local/service.ts";

export interface ChatPageOptions {
  /** The address to listen on, with its port. */
  readonly address: string;
  readonly token: string;
  /** Holds the chat's data, and the page's log. */
  readonly directory: string;
}

/** Starts the chat page, which replaces Telegram, as a separate process. */
export async function startChatPage(
  { address, token, directory }: ChatPageOptions,
): Promise<AsyncDisposable> {
  const { hostname, port } = new URL(address);
  const page = openService({
    name: "chat-page",
    task: "chat",
    env: {
      HOST: hostname,
      PORT: port,
      POLYBOT_DATA: join(directory, "chat-page"),
      TELEGRAM_TOKEN: token,
    },
    address,
    log: join(directory, "started-chat-page.log"),
    restart: false,
    detached: false,
    say() {},
  });
  await page.start();
  return { [Symbol.asyncDispose]: async () => void await page.stop() };
}
