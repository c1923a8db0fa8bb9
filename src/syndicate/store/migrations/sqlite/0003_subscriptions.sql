-- What is agreed with hubs (WebSub).

CREATE TABLE subscriptions (
    token TEXT PRIMARY KEY,  -- the last part of the callback; opens it, like a key
    source_id TEXT NOT NULL REFERENCES sources (id),
    hub TEXT NOT NULL,
    topic TEXT NOT NULL,
    callback TEXT NOT NULL,
    secret TEXT,
    standing TEXT NOT NULL,
    pending TEXT,  -- what the hub was asked for and has not verified
    due_at INTEGER NOT NULL,
    verified_at INTEGER,
    lease_until INTEGER,
    failures INTEGER NOT NULL,
    problem TEXT
) STRICT;

CREATE INDEX subscriptions_due ON subscriptions (due_at, token);

-- One that counts for each source; those that are being left stand beside it.
CREATE UNIQUE INDEX subscriptions_of_source ON subscriptions (source_id) WHERE standing <> 'leaving';
