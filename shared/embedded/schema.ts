/** Version of the file's format; increase it with every change of the tables. */
export const SCHEMA_VERSION = 1;

/** Creates the tables and indexes that do not exist; an older file of the same version may lack an index. */
export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS messages (
    seq           INTEGER PRIMARY KEY AUTOINCREMENT,
    id            TEXT    NOT NULL,
    queue         TEXT    NOT NULL,
    body          TEXT    NOT NULL,
    message_group TEXT,             -- on FIFO queues only
    head          INTEGER NOT NULL, -- 1: first of its group, or without a group
    visible_at    INTEGER NOT NULL, -- milliseconds since 1970
    receive_count INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX IF NOT EXISTS next_message
    ON messages (queue, head, visible_at);
  CREATE INDEX IF NOT EXISTS group_order
    ON messages (queue, message_group, seq);

  CREATE TABLE IF NOT EXISTS deduplications (
    queue            TEXT    NOT NULL,
    deduplication_id TEXT    NOT NULL,
    message_id       TEXT    NOT NULL,
    until            INTEGER NOT NULL,
    PRIMARY KEY (queue, deduplication_id)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS deduplications_by_age ON deduplications (until);

  CREATE TABLE IF NOT EXISTS records (
    kind       TEXT NOT NULL,
    key        TEXT NOT NULL,
    value      TEXT NOT NULL, -- JSON
    version    TEXT NOT NULL,
    expires_at INTEGER,
    PRIMARY KEY (kind, key)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS records_by_age ON records (expires_at);
  CREATE INDEX IF NOT EXISTS predictions_by_chat
    ON records (value ->> 'chatId', value ->> 'time')
    WHERE kind = 'predictions';
`;
