-- Who is told when a feed of ours changes (WebSub): what was asked of our hub and is not verified, and who follows.

CREATE TABLE follow_requests (
    topic text COLLATE "C" NOT NULL,
    callback text COLLATE "C" NOT NULL,
    host text COLLATE "C" NOT NULL,
    mode text NOT NULL,
    challenge text NOT NULL,
    secret text,
    lease bigint NOT NULL,
    has text NOT NULL,
    due_at bigint NOT NULL,
    tries bigint NOT NULL,
    PRIMARY KEY (topic, callback)
);

CREATE INDEX follow_requests_due ON follow_requests (due_at);

CREATE TABLE followers (
    topic text COLLATE "C" NOT NULL,
    callback text COLLATE "C" NOT NULL,
    host text COLLATE "C" NOT NULL,
    secret text,
    lease_until bigint,  -- none: a hub of others, for as long as feeds.yaml names it
    pings bigint NOT NULL,
    has text NOT NULL,  -- the tag of the feed as it was delivered last; who has another one is behind
    due_at bigint NOT NULL,
    failures bigint NOT NULL,
    PRIMARY KEY (topic, callback)
);

CREATE INDEX followers_of_host ON followers (host);

CREATE INDEX followers_lapsing ON followers (lease_until) WHERE lease_until IS NOT NULL;
