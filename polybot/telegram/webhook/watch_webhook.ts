import { differences, logLastError } from "./compare_webhook.ts";
import { setUpWebhook, type WebhookOptions } from "./set_webhook.ts";

export interface WebhookWatch {
  /** Checks the webhook once, and logs any problems. */
  check(): Promise<void>;
  stop(): void;
}

/** Milliseconds between two checks. */
export const WEBHOOK_CHECK_INTERVAL = 5 * 60 * 1000;

/**
 * Watches the webhook while the service runs: without it the bot receives
 * nothing, and no other part would notice.
 *
 * Sets it again when the token is replaced. Logs an error when Telegram
 * reports another webhook, and a warning when it could not deliver an update.
 * A webhook that others changed is left as it is: of two services that keep
 * setting their own, each would miss half of the updates.
 */
export function watchWebhook(options: WebhookOptions): WebhookWatch {
  const { api, tokens, url, log } = options;
  let isOutdated = false;
  let lastError: number | undefined;

  async function check() {
    try {
      if (isOutdated) {
        await setUpWebhook(options);
        isOutdated = false;
        return;
      }
      const info = await api.getWebhookInfo();
      const found = differences(info, options);
      if (found.length > 0) {
        const reason = found.join("; ");
        log.error(
          { url, reason },
          "the webhook was changed: restart the service to set it again",
        );
      }
      if (info.last_error_date !== lastError) logLastError(info, log);
      lastError = info.last_error_date;
    } catch (error) {
      log.error({ error }, "cannot check the webhook");
    }
  }

  tokens.onRenewal(() => {
    isOutdated = true;
    check();
  });
  const checking = setInterval(check, WEBHOOK_CHECK_INTERVAL);
  return { check, stop: () => clearInterval(checking) };
}
