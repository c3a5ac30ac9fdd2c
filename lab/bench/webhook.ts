/**
 * Measures how many updates per second the webhook accepts, compared with a
 * bare hono handler that makes the same SQS call.
 *
 * @module
 */
import { z } from "zod";
import { distributionOf, median } from "../../shared/percentiles.ts";
import { type RunningScript, startScript } from "./script.ts";

const SCRIPT = "lab/bench/webhook_process.ts";
/** Pairs of measurements. */
const ROUNDS = 7;
const UPDATES = 500;
/** Concurrent requests; Telegram makes up to 100. */
const CONNECTIONS = 16;
/** Number of chats that the updates are from. */
const CHATS = 50;

const Printed = z.object({ port: z.number(), secret: z.string() });

interface Measurement {
  readonly updatesPerSecond: number;
  /** Milliseconds. */
  readonly p99: number;
}

let lastUpdateId = 0;

function makeUpdate(): string {
  const id = ++lastUpdateId;
  const chat = { id: 1 + id % CHATS, type: "private", first_name: "A" };
  const from = { ...chat, is_bot: false };
  const message = { message_id: id, date: 0, chat, from, text: "hello" };
  return JSON.stringify({ update_id: id, message });
}

/** Sends updates over several connections; each must be accepted. */
async function measure({ printed }: RunningScript): Promise<Measurement> {
  const { port, secret } = Printed.parse(printed);
  const address = `http://127.0.0.1:${port}/telegram`;
  const headers = {
    "content-type": "application/json",
    "x-telegram-bot-api-secret-token": secret,
  };
  const milliseconds: number[] = [];
  let left = UPDATES;
  const started = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    while (left-- > 0) {
      const sent = performance.now();
      const response = await fetch(address, {
        method: "POST",
        headers,
        body: makeUpdate(),
      });
      await response.body?.cancel();
      if (!response.ok) {
        throw new Error(
          `Cannot measure '${address}': it answered an update with ${response.status}`,
        );
      }
      milliseconds.push(performance.now() - sent);
    }
  }));
  const seconds = (performance.now() - started) / 1000;
  return {
    updatesPerSecond: UPDATES / seconds,
    p99: distributionOf(milliseconds)?.p99 ?? NaN,
  };
}

/** Measures both alternately, so that other load on the machine affects both. */
export async function benchWebhook(env: Readonly<Record<string, string>>) {
  await using webhook = await startScript(SCRIPT, ["webhook"], env);
  await using bare = await startScript(SCRIPT, ["bare"], env);
  // warm-up: opens the connections
  for (const each of [webhook, bare]) await measure(each);
  const rounds: { webhook: Measurement; bare: Measurement }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({ webhook: await measure(webhook), bare: await measure(bare) });
  }
  const figure = (pick: (round: typeof rounds[number]) => number) =>
    median(rounds.map(pick));
  return {
    updatesPerSecond: figure(({ webhook }) => webhook.updatesPerSecond),
    bareUpdatesPerSecond: figure(({ bare }) => bare.updatesPerSecond),
    ratio: figure(({ webhook, bare }) =>
      webhook.updatesPerSecond / bare.updatesPerSecond
    ),
    p99Milliseconds: figure(({ webhook }) => webhook.p99),
    bareP99Milliseconds: figure(({ bare }) => bare.p99),
  };
}
