/**
 * The real chat page on a free port, with a scripted bot.
 *
 * @module
 */
import { silentLogger } from "../../shared/service/logging.ts";
import { openChatPage } from "../../chat/mod.ts";
import { COMMANDS, createScriptedBot } from "./scripted_bot.ts";

const TOKEN = "123456789:AAEhBP0av28abcdefghijklmnopqrstuvwx";

export interface ServedChat extends AsyncDisposable {
  /** The address of the page. */
  readonly address: string;
  /** Stops the server and the bot. */
  stop(): Promise<void>;
  /** Starts it again on the same port, with the same data or none. */
  start(options?: { empty: boolean }): Promise<void>;
}

export async function serveChat(): Promise<ServedChat> {
  const directory = await Deno.makeTempDir({ prefix: "polybot-page-" });
  let port = 0;
  let stop = async () => {};

  const start = async ({ empty } = { empty: false }) => {
    if (empty) await Deno.remove(directory, { recursive: true });
    const page = await openChatPage({
      directory,
      token: TOKEN,
      log: silentLogger,
    });
    const server = Deno.serve(
      { hostname: "127.0.0.1", port, onListen() {} },
      page.app.fetch,
    );
    port = server.addr.port;
    const bot = createScriptedBot(TOKEN, `http://127.0.0.1:${port}`);
    await bot.api.setMyCommands(COMMANDS);
    const polling = bot.start();
    stop = async () => {
      await bot.stop();
      await polling;
      await page.close();
      await server.shutdown();
    };
  };

  await start();
  return {
    address: `http://127.0.0.1:${port}/`,
    start,
    stop: () => stop(),
    async [Symbol.asyncDispose]() {
      await stop();
      await Deno.remove(directory, { recursive: true });
    },
  };
}
