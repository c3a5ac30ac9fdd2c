import type { BotCommand } from "grammy/types";
import type { Database } from "./database.ts";

/** The parameters of `setWebhook`. */
export interface WebhookSetting {
  readonly url: string;
  readonly secretToken?: string | undefined;
  readonly maxConnections: number;
  /** The receiver's certificate, PEM. */
  readonly certificate?: string | undefined;
}

/** Default values of all settings. */
const DEFAULTS = {
  commands: [] as readonly BotCommand[],
  /** `undefined` if the bot has none. */
  webhook: undefined as WebhookSetting | undefined,
  webhookError: undefined as
    | { readonly date: number; readonly message: string }
    | undefined,
  /** The kinds of update that the bot receives; all kinds if the list is empty. */
  allowedUpdates: [] as readonly string[],
  lastUpdateId: 0,
};

export type SettingName = keyof typeof DEFAULTS;
type Values = typeof DEFAULTS;

export interface Settings {
  get<Name extends SettingName>(name: Name): Values[Name];
  /** Stores a value; `undefined` restores the default. */
  set<Name extends SettingName>(name: Name, value: Values[Name]): void;
}

/** Stores the bot's settings, and the server's last update id. */
export function createSettings(database: Database): Settings {
  return {
    get(name) {
      const row = database.one`SELECT value FROM settings WHERE name = ${name}`;
      return row ? JSON.parse(String(row["value"])) : DEFAULTS[name];
    },
    set(name, value) {
      if (value === undefined) {
        database.run`DELETE FROM settings WHERE name = ${name}`;
        return;
      }
      const json = JSON.stringify(value);
      database.run`INSERT INTO settings VALUES (${name}, ${json})
        ON CONFLICT DO UPDATE SET value = excluded.value`;
    },
  };
}
