/**
 * Sets the webhook, the address that Telegram sends updates to, once for all
 * machines.
 *
 * @module
 */
import { type Api, GrammyError, InputFile } from "grammy";
import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Backend } from "../../../shared/backend.ts";
import { RetryLaterError } from "../../../shared/consumer/mod.ts";
import type { WebhookSetUp } from "../../../shared/contracts.ts";
import { withLease } from "../../../shared/records/lease.ts";
import type { Logger } from "../../../shared/service/logging.ts";
import type { Secret } from "../../../shared/service/secret.ts";
import { MAX_WEBHOOK_CONNECTIONS } from "../limits.ts";
import type { TokenSource } from "../token.ts";
import { ALLOWED_UPDATES } from "../updates.ts";
import { differences, logLastError, type Webhook } from "./compare_webhook.ts";
import { webhookSecret } from "./secret.ts";

/** The webhook cannot be set, or Telegram reports another one. */
export class WebhookError extends Error {
  override name = "WebhookError";
}

export interface WebhookOptions extends Webhook {
  readonly api: Api;
  readonly tokens: TokenSource;
  readonly webhooks: Backend["webhooks"];
  readonly log: Logger;
  /**
   * Milliseconds to wait for Telegram and for other machines.
   *
   * @default {SET_UP_TIMEOUT}
   */
  readonly timeout?: number;
}

/** Milliseconds that {@linkcode setUpWebhook} waits by default. */
export const SET_UP_TIMEOUT = 120_000;
/** Milliseconds until the next check whether another machine has set the webhook. */
const CHECK_EVERY = 250;
/** Fingerprint while the webhook is being set. */
const UNKNOWN = "";

/**
 * Sets the webhook if Telegram reports another one, or if its secret or
 * certificate, which Telegram does not report, changed since it was set. If
 * several machines start together, only one sets it.
 *
 * ```text
 * {other fingerprint} ──lease──▶ {claimedUntil} ──setWebhook──▶ {fingerprint}
 * ```
 *
 * Waits for another machine that is setting it, and while Telegram cannot be
 * reached or limits the calls.
 *
 * @throws {WebhookError} when Telegram refuses the webhook or reports another one afterwards, or when it cannot be set in time
 */
export async function setUpWebhook(options: WebhookOptions): Promise<void> {
  const { url, timeout = SET_UP_TIMEOUT } = options;
  const deadline = performance.now() + timeout;
  let reason = "another machine is setting it";
  let left: number;
  while ((left = deadline - performance.now()) > 0) {
    let wait = CHECK_EVERY;
    try {
      if (await setOnce(options)) return;
    } catch (error) {
      if (!(error instanceof RetryLaterError)) throw error;
      reason = error.reason;
      wait = error.seconds * 1000;
    }
    await pause(Math.min(wait, left));
  }
  throw new WebhookError(
    `Cannot set the webhook '${url}' within ${
      timeout / 1000
    } seconds: ${reason}`,
  );
}

/** Sets the webhook unless it is up to date. @return `false` if another machine is setting it */
async function setOnce(options: WebhookOptions): Promise<boolean> {
  const { api, tokens, webhooks, url, log } = options;
  // the record first: what Telegram reports is then at least as new
  const stored = await webhooks.get(url);
  const { claimedUntil = 0 } = stored?.value ?? {};
  if (claimedUntil > Date.now()) return false;
  const info = await api.getWebhookInfo();
  logLastError(info, log);
  const secret = webhookSecret(tokens.current);
  const fingerprint = fingerprintOf(options, secret);
  const isUnchanged = stored?.value.fingerprint === fingerprint;
  if (isUnchanged && differences(info, options).length === 0) {
    log.info({ url }, "the webhook is set already");
    return true;
  }
  const lease = {
    records: webhooks,
    key: url,
    leased: (claimedUntil: number) => ({ fingerprint: UNKNOWN, claimedUntil }),
    leasedUntil: (record: WebhookSetUp) => record.claimedUntil,
    log,
  };
  return await withLease<WebhookSetUp>(
    lease,
    stored?.version ?? null,
    async () => {
      await setWebhook(options, secret);
      log.info({ url, before: info.url }, "the webhook is set");
      return { fingerprint };
    },
  );
}

/** Hashes all settings sent to Telegram; the record does not reveal them. */
function fingerprintOf({ certificate }: Webhook, secret: Secret) {
  const settings = [
    certificate,
    secret.reveal(),
    ALLOWED_UPDATES,
    MAX_WEBHOOK_CONNECTIONS,
  ];
  return createHash("sha256").update(JSON.stringify(settings)).digest("hex");
}

async function setWebhook(options: WebhookOptions, secret: Secret) {
  const { api, url, certificate } = options;
  const pem = new TextEncoder().encode(certificate);
  try {
    await api.setWebhook(url, {
      secret_token: secret.reveal(),
      allowed_updates: ALLOWED_UPDATES,
      max_connections: MAX_WEBHOOK_CONNECTIONS,
      ...(certificate ? { certificate: new InputFile(pem, "cert.pem") } : {}),
    });
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    throw new WebhookError(
      `Cannot set the webhook '${url}' as Telegram refuses it (${error.description}): check TELEGRAM_APP_URL and SUB_DOMAIN_SECRET`,
    );
  }
  const found = differences(await api.getWebhookInfo(), options);
  if (found.length === 0) return;
  throw new WebhookError(
    `Cannot set the webhook '${url}' as Telegram reports another: ${
      found.join("; ")
    }`,
  );
}
