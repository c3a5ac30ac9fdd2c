/**
 * Looks after the webhook while the service runs: a bot whose webhook was
 * taken away hears nothing, and nothing else would say so.
 *
 * @module
 */
import { differences, noteLastError, setUpWebhook } from "./set_webhook.ts";
import type { WebhookOptions } from "./set_webhook.ts";

export interface WebhookWatch {
  /** Looks once; what it finds goes into the log. */
  look(): Promise<void>;
  stop(): void;
}

/** Milliseconds between two looks. */
const EVERY = 5 * 60 * 1000;

/**
 * Sets the webhook anew when the token was exchanged, and says every five
 * minutes when Telegram reports another webhook, or that it could not send an
 * update. One that was changed by others is left to them: two services that
 * set it back in turn would both hear only half.
 */
export function watchWebhook(options: WebhookOptions): WebhookWatch {
  const { api, tokens, url, log } = options;
  let isOutdated = false;
  let lastError: number | undefined;

  async function look() {
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
        log.error({ url, reason }, "the webhook was changed: start me anew");
      }
      if (info.last_error_date !== lastError) noteLastError(info, log);
      lastError = info.last_error_date;
    } catch (error) {
      log.error({ error }, "cannot look after the webhook");
    }
  }

  tokens.onRenewal(() => {
    isOutdated = true;
    look();
  });
  const looking = setInterval(look, EVERY);
  return { look, stop: () => clearInterval(looking) };
}
