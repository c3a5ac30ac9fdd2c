/**
 * The webhook: where Telegram sends updates, set once for all machines.
 *
 * @module
 */
import { type Api, GrammyError, InputFile } from "grammy";
import type { WebhookInfo } from "grammy/types";
import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Backend } from "../../../shared/backend.ts";
import { RetryLaterError } from "../../../shared/consumer/mod.ts";
import type { WebhookSetUp } from "../../../shared/contracts.ts";
import type { Logger } from "../../../shared/service/logging.ts";
import type { Secret } from "../../../shared/service/secret.ts";
import type { TokenSource } from "../token.ts";
import { ALLOWED_UPDATES } from "../updates.ts";
import { webhookSecret } from "./secret.ts";

/** Telegram has another webhook than it was told. */
export class WebhookError extends Error {
  override name = "WebhookError";
}

/** The webhook as it is to be. */
export interface WebhookSettings {
  readonly url: string;
  /** The public certificate of its address, in PEM, where Telegram does not trust it by itself. */
  readonly certificate?: string | undefined;
}

export interface WebhookOptions extends WebhookSettings {
  readonly api: Api;
  readonly tokens: TokenSource;
  readonly webhooks: Backend["webhooks"];
  readonly log: Logger;
}

/** Updates that Telegram may send at once, the most that it allows. */
const MAX_CONNECTIONS = 100;
/** Milliseconds that a machine has to set the webhook, before another one does. */
const LEASE = 20_000;
/** Milliseconds between two looks whether another machine has set it. */
const LOOK_EVERY = 250;

/**
 * Sets the webhook where it is not as it should be: where Telegram shows
 * another one, or where what Telegram does not show, the secret and the
 * certificate, is not what was told last. Machines that start together set it
 * once.
 *
 * ```text
 * other ──claim──▶ claimed until t ──setWebhook──▶ set
 *                    │      ▲
 *                    └─t is past: claimed anew (its process died)
 * ```
 *
 * Waits while Telegram cannot be reached, or asks for it.
 *
 * @throws {WebhookError} when Telegram refuses it, or then reports another one
 */
export async function setUpWebhook(options: WebhookOptions): Promise<void> {
  for (;;) {
    try {
      if (await setOnce(options)) return;
      await pause(LOOK_EVERY);
    } catch (error) {
      if (!(error instanceof RetryLaterError)) throw error;
      await pause(error.seconds * 1000);
    }
  }
}

/** @return whether it is set; else another machine is at it */
async function setOnce(options: WebhookOptions): Promise<boolean> {
  const { api, tokens, webhooks, url, log } = options;
  // the record first: what Telegram shows is then at least as new
  const stored = await webhooks.get(url);
  const { claimedUntil = 0 } = stored?.value ?? {};
  if (claimedUntil > Date.now()) return false;
  const info = await api.getWebhookInfo();
  noteLastError(info, log);
  const secret = webhookSecret(tokens.current);
  const fingerprint = fingerprintOf(options, secret);
  const isToldAll = stored?.value.fingerprint === fingerprint;
  if (isToldAll && differences(info, options).length === 0) {
    log.info({ url }, "the webhook is set already");
    return true;
  }
  const claim = await webhooks.put(
    url,
    { fingerprint: NONE, claimedUntil: Date.now() + LEASE },
    { ifVersion: stored?.version ?? null },
  );
  if (claim === undefined) return false;
  const note = (value: WebhookSetUp) =>
    webhooks.put(url, value, { ifVersion: claim });
  try {
    await tellTelegram(options, secret);
  } catch (error) {
    await note({ fingerprint: NONE });
    throw error;
  }
  await note({ fingerprint });
  log.info({ url, before: info.url }, "the webhook is set");
  return true;
}

/** The fingerprint of nothing that Telegram was told. */
const NONE = "";

/** All that Telegram is told, in a form that gives none of it away. */
function fingerprintOf({ certificate }: WebhookSettings, secret: Secret) {
  const told = [certificate, secret.reveal(), ALLOWED_UPDATES, MAX_CONNECTIONS];
  return createHash("sha256").update(JSON.stringify(told)).digest("hex");
}

async function tellTelegram(options: WebhookOptions, secret: Secret) {
  const { api, url, certificate } = options;
  const pem = new TextEncoder().encode(certificate);
  try {
    await api.setWebhook(url, {
      secret_token: secret.reveal(),
      allowed_updates: ALLOWED_UPDATES,
      max_connections: MAX_CONNECTIONS,
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

/** How what Telegram reports differs from what it should, a phrase each. */
export function differences(
  info: WebhookInfo,
  { url, certificate }: WebhookSettings,
): string[] {
  const { allowed_updates: allowed = [], has_custom_certificate } = info;
  const compared: [string, unknown, unknown][] = [
    ["url", info.url, url],
    ["has_custom_certificate", has_custom_certificate, !!certificate],
    [
      "allowed_updates",
      allowed.toSorted().join(),
      ALLOWED_UPDATES.toSorted().join(),
    ],
    ["max_connections", info.max_connections, MAX_CONNECTIONS],
  ];
  return compared.filter(([, reported, wanted]) => reported !== wanted)
    .map(([name, reported, wanted]) =>
      `${name} is '${reported}' instead of '${wanted}'`
    );
}

/** Says why an update could not be sent, where Telegram tells it. */
export function noteLastError(
  { last_error_date, last_error_message, pending_update_count }: WebhookInfo,
  log: Logger,
) {
  if (last_error_message === undefined || !last_error_date) return;
  const at = new Date(last_error_date * 1000).toISOString();
  log.warn(
    { reason: last_error_message, at, pending: pending_update_count },
    "Telegram could not send an update",
  );
}
