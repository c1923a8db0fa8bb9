-- What is agreed with hubs (WebSub).

CREATE TABLE subscriptions (
    token text COLLATE "C" PRIMARY KEY,  -- the last part of the callback; opens it, like a key
    source_id text COLLATE "C" NOT NULL REFERENCES sources (id),
    hub text NOT NULL,
    topic text NOT NULL,
    callback text NOT NULL,
    secret text,
    standing text NOT NULL,
    pending text,  -- what the hub was asked for and has not verified
    due_at bigint NOT NULL,
    verified_at bigint,
    lease_until bigint,
    failures bigint NOT NULL,
    problem text
);

CREATE INDEX subscriptions_due ON subscriptions (due_at, token);

-- One that counts for each source; those that are being left stand beside it.
CREATE UNIQUE INDEX subscriptions_of_source ON subscriptions (source_id) WHERE standing <> 'leaving';
