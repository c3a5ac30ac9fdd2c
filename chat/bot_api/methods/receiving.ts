/**
 * getUpdates, setWebhook, deleteWebhook, getWebhookInfo.
 *
 * @module
 */
import type { WebhookInfo } from "grammy/types";
import { z } from "zod";
import { MAX_POLLING_SECONDS, MAX_UPDATES } from "../../limits.ts";
import { BotApiError, ensure } from "../bot_api_error.ts";
import { checkParameters, flag, integer, json, text } from "../parameters.ts";
import type { Method } from "./method.ts";

const allowedUpdates = json(
  z.array(z.string()),
  "can't parse allowed_updates JSON object",
);

const GetUpdates = z.object({
  offset: integer,
  limit: integer,
  timeout: integer,
  allowed_updates: allowedUpdates,
});

const clamp = (value: number, low: number, high: number) =>
  Math.min(Math.max(value, low), high);

export const getUpdates: Method = async ({ chat, polling, parameters }) => {
  const given = checkParameters(GetUpdates, parameters);
  if (chat.settings.get("webhook")) {
    throw new BotApiError(
      409,
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  if (given.allowed_updates) {
    chat.settings.set("allowedUpdates", given.allowed_updates);
  }
  const poll = {
    offset: given.offset,
    limit: clamp(given.limit || MAX_UPDATES, 1, MAX_UPDATES),
    timeout: clamp(given.timeout ?? 0, 0, MAX_POLLING_SECONDS) * 1000,
  };
  return { result: await polling.poll(poll) };
};

const SetWebhook = z.object({
  url: text,
  certificate: text,
  secret_token: text,
  max_connections: integer,
  allowed_updates: allowedUpdates,
  drop_pending_updates: flag,
});

export const setWebhook: Method = ({ chat, parameters, polling, webhook }) => {
  const given = checkParameters(SetWebhook, parameters);
  const { settings, updates } = chat;
  const url = given.url.trim();
  if (url !== "") checkUrl(url);
  ensure(
    /^[\w-]{0,256}$/.test(given.secret_token),
    "secret token contains unallowed characters",
  );
  const attached = given.certificate.replace(/^attach:\/\//, "");
  const certificate = parameters.files.get(attached || "certificate")?.bytes;
  const before = settings.get("webhook")?.url ?? "";
  settings.set(
    "webhook",
    url === "" ? undefined : {
      url,
      secretToken: given.secret_token || undefined,
      maxConnections: clamp(given.max_connections || 40, 1, 100),
      certificate: certificate && new TextDecoder().decode(certificate),
    },
  );
  settings.set("webhookError", undefined);
  if (given.allowed_updates) {
    settings.set("allowedUpdates", given.allowed_updates);
  }
  if (given.drop_pending_updates) updates.keepLast(0);
  if (url !== "") polling.end("terminated by setWebhook request");
  webhook.restart();
  const [verb, same] = url === "" ? ["deleted", ""] : ["set", url];
  return {
    result: true,
    description: `Webhook ${before === same ? "is already" : "was"} ${verb}`,
  };
};

function checkUrl(url: string) {
  const { protocol, hostname } = URL.parse(url) ?? {};
  ensure(
    hostname !== undefined && /^https?:$/.test(protocol ?? ""),
    "invalid webhook URL specified",
  );
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  ensure(
    protocol === "https:" || loopback,
    "bad webhook: An HTTPS URL must be provided for webhook",
  );
}

export const deleteWebhook: Method = (call) => {
  const { values } = call.parameters;
  const drop = values.get("drop_pending_updates") ?? "";
  return setWebhook({
    ...call,
    parameters: {
      values: new Map([["drop_pending_updates", drop]]),
      files: new Map(),
    },
  });
};

export const getWebhookInfo: Method = ({ chat: { settings, updates } }) => {
  const webhook = settings.get("webhook");
  const error = settings.get("webhookError");
  const allowed = settings.get("allowedUpdates");
  const info: WebhookInfo = {
    url: webhook?.url ?? "",
    has_custom_certificate: webhook?.certificate !== undefined,
    pending_update_count: updates.count(),
    ...(error
      ? { last_error_date: error.date, last_error_message: error.message }
      : {}),
    ...(webhook ? { max_connections: webhook.maxConnections } : {}),
    ...(allowed.length > 0
      ? {
        allowed_updates: allowed as WebhookInfo["allowed_updates"] & string[],
      }
      : {}),
  };
  return { result: info };
};
