/**
 * What the bot set and what the server counts on with, by name.
 *
 * @module
 */
import type { BotCommand } from "grammy/types";
import type { Database } from "./database.ts";

/** Where updates are sent, as `setWebhook` was told. */
export interface WebhookSetting {
  readonly url: string;
  readonly secretToken?: string | undefined;
  readonly maxConnections: number;
  /** The PEM text of the certificate that the receiver shows. */
  readonly certificate?: string | undefined;
}

/** Every setting, with what holds until it is set. */
const DEFAULTS = {
  commands: [] as readonly BotCommand[],
  /** `undefined` where the bot has none. */
  webhook: undefined as WebhookSetting | undefined,
  webhookError: undefined as
    | { readonly date: number; readonly message: string }
    | undefined,
  /** The kinds of update that the bot wants; none named: all. */
  allowedUpdates: [] as readonly string[],
  lastUpdateId: 0,
};

export type SettingName = keyof typeof DEFAULTS;
type Values = typeof DEFAULTS;

export interface Settings {
  get<Name extends SettingName>(name: Name): Values[Name];
  /** `undefined` brings back what holds until it is set. */
  set<Name extends SettingName>(name: Name, value: Values[Name]): void;
}

export function createSettings(database: Database): Settings {
  return {
    get(name) {
      const row = database.one(
        "SELECT value FROM settings WHERE name = ?",
        name,
      );
      return row ? JSON.parse(String(row["value"])) : DEFAULTS[name];
    },
    set(name, value) {
      if (value === undefined) {
        database.run("DELETE FROM settings WHERE name = ?", name);
        return;
      }
      database.run(
        "INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        name,
        JSON.stringify(value),
      );
    },
  };
}
