/**
 * Serves the chat page and prints its address, for tests that kill it:
 * `chat_process.ts DIRECTORY`.
 *
 * @module
 */
import { silentLogger } from "../../shared/service/logging.ts";
import { openChatPage } from "../../chat/mod.ts";
import { TOKEN } from "../telegram/test_chat.ts";

const [directory = ""] = Deno.args;
const page = await openChatPage({ directory, token: TOKEN, log: silentLogger });
Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`),
}, page.app.fetch);
