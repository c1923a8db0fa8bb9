-- Who is told when a feed of ours changes (WebSub): what was asked of our hub and is not verified, and who follows.

CREATE TABLE follow_requests (
    topic TEXT NOT NULL,
    callback TEXT NOT NULL,
    host TEXT NOT NULL,
    mode TEXT NOT NULL,
    challenge TEXT NOT NULL,
    secret TEXT,
    lease INTEGER NOT NULL,
    has TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    PRIMARY KEY (topic, callback)
) STRICT, WITHOUT ROWID;

CREATE INDEX follow_requests_due ON follow_requests (due_at);

CREATE TABLE followers (
    topic TEXT NOT NULL,
    callback TEXT NOT NULL,
    host TEXT NOT NULL,
    secret TEXT,
    lease_until INTEGER,  -- none: a hub of others, for as long as feeds.yaml names it
    pings INTEGER NOT NULL,
    has TEXT NOT NULL,  -- the tag of the feed as it was delivered last; who has another one is behind
    due_at INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    PRIMARY KEY (topic, callback)
) STRICT, WITHOUT ROWID;

CREATE INDEX followers_of_host ON followers (host);

CREATE INDEX followers_lapsing ON followers (lease_until) WHERE lease_until IS NOT NULL;
