/**
 * The real polybot on the real chat page, with a person at the page.
 *
 * @module
 */
import { silentLogger } from "../../shared/service/logging.ts";
import { createMetrics, type Metrics } from "../../shared/service/metrics.ts";
import { Secret } from "../../shared/service/secret.ts";
import type { EmbeddedBackend } from "../../shared/embedded/mod.ts";
import { openTemporaryBackend } from "../backend/temporary_backend.ts";
import { openChatPage } from "../../chat/mod.ts";
import { startPolybot } from "../../polybot/service.ts";
import { fixedToken } from "../../polybot/telegram/token.ts";
import { openPerson, type Person } from "./person.ts";

const TOKEN = "1234567890:test-token-of-the-chat-page-server-0";

export interface PolybotChat extends AsyncDisposable {
  readonly person: Person;
  readonly backend: EmbeddedBackend;
  readonly metrics: Metrics;
}

/** Starts everything on a free port; disposing stops it. */
export async function openPolybotChat(): Promise<PolybotChat> {
  const temporary = await openTemporaryBackend();
  const { backend, directory } = temporary;
  const log = silentLogger;
  const metrics = createMetrics();
  const page = await openChatPage({ directory, token: TOKEN, log });
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    page.app.fetch,
  );
  const address = `http://127.0.0.1:${server.addr.port}`;
  const polybot = await startPolybot({
    backend,
    tokens: fixedToken(new Secret(TOKEN)),
    receiving: { mode: "polling" },
    apiRoot: address,
    log,
    metrics,
  });
  const person = openPerson(address);
  return {
    person,
    backend,
    metrics,
    async [Symbol.asyncDispose]() {
      await polybot.stop();
      await person.close();
      await page.close();
      await server.shutdown();
      await temporary[Symbol.asyncDispose]();
    },
  };
}
