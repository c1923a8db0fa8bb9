-- What hubs pushed, until it is among the items, and when a hub told of its source last.

CREATE TABLE pushed (
    id INTEGER PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    size INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    pushed_at INTEGER NOT NULL,
    body BLOB NOT NULL                  -- the last: it may fill pages of its own
) STRICT;

CREATE INDEX pushed_source ON pushed (source_id);

ALTER TABLE subscriptions ADD COLUMN told_at INTEGER;
