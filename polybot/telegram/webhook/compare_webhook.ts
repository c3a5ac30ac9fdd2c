/**
 * Compares the webhook that Telegram reports with the one that it should have.
 *
 * @module
 */
import type { WebhookInfo } from "grammy/types";
import type { Logger } from "../../../shared/service/logging.ts";
import { MAX_WEBHOOK_CONNECTIONS } from "../limits.ts";
import { ALLOWED_UPDATES } from "../updates.ts";

/** The webhook that Telegram should have. */
export interface Webhook {
  readonly url: string;
  /** The public certificate of the address, in PEM, if Telegram does not trust the address without it. */
  readonly certificate?: string | undefined;
}

/** Returns how the reported webhook differs from the expected one, in one phrase for each difference. */
export function differences(
  info: WebhookInfo,
  { url, certificate }: Webhook,
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
    ["max_connections", info.max_connections, MAX_WEBHOOK_CONNECTIONS],
  ];
  return compared.filter(([, reported, expected]) => reported !== expected)
    .map(([name, reported, expected]) =>
      `${name} is '${reported}' instead of '${expected}'`
    );
}

/** Logs the last update that Telegram could not deliver, if there is one. */
export function logLastError(
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
