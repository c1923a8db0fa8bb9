-- What hubs pushed, until it is among the items, and when a hub told of its source last.

CREATE TABLE pushed (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source_id text COLLATE "C" NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    url text NOT NULL,
    body bytea NOT NULL,
    size bigint NOT NULL,
    content_type text NOT NULL,
    pushed_at bigint NOT NULL
);

CREATE INDEX pushed_source ON pushed (source_id);

ALTER TABLE subscriptions ADD COLUMN told_at bigint;
