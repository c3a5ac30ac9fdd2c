/**
 * Serves the webhook alone for `deno task bench`: polybot's own route
 * (`webhook`), or a hono handler that only sends the body to the same queue
 * (`bare`).
 *
 * `webhook_process.ts webhook|bare`, with the settings of a service on AWS and
 * TELEGRAM_TOKEN. Prints its port and the webhook's secret. It runs no consumer,
 * which would compete with the sends for the one core they share.
 *
 * @module
 */
import {
  GetQueueUrlCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { Hono } from "hono";
import { z } from "zod";
import { readSettings } from "../../shared/service/settings.ts";
import { silentLogger } from "../../shared/service/logging.ts";
import { createMetrics } from "../../shared/service/metrics.ts";
import { BACKEND_SETTINGS, openBackend } from "../../shared/open_backend.ts";
import { Secret } from "../../shared/service/secret.ts";
import { createServer, WEBHOOK_PATH } from "../../polybot/server.ts";
import { fixedToken } from "../../polybot/telegram/token.ts";
import { webhookSecret } from "../../polybot/telegram/webhook/secret.ts";

async function webhook(token: Secret): Promise<Hono> {
  const env = Deno.env.toObject();
  const settings = readSettings(z.object(BACKEND_SETTINGS), env);
  const log = silentLogger;
  const { updates } = await openBackend(settings, { log, queues: ["updates"] });
  return createServer({
    metrics: createMetrics(),
    version: "bench",
    log,
    queues: [],
    webhook: { updates, tokens: fixedToken(token) },
  });
}

async function bare(): Promise<Hono> {
  const sqs = new SQSClient();
  const { QueueUrl } = await sqs.send(
    new GetQueueUrlCommand({ QueueName: Deno.env.get("SQS_QUEUE_UPDATES") }),
  );
  return new Hono().post(WEBHOOK_PATH, async (context) => {
    const MessageBody = await context.req.text();
    const { update_id, message } = JSON.parse(MessageBody);
    await sqs.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody,
        MessageGroupId: String(message.chat.id),
        MessageDeduplicationId: String(update_id),
      }),
    );
    return context.body(null, 200);
  });
}

if (import.meta.main) {
  const token = new Secret(Deno.env.get("TELEGRAM_TOKEN") ?? "");
  const app = Deno.args[0] === "bare" ? await bare() : await webhook(token);
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    app.fetch,
  );
  const { port } = server.addr;
  const secret = webhookSecret(token).reveal();
  console.log(JSON.stringify({ port, secret }));
}
