-- Sources that could not be read for long: since when, when that was told, and when it ended.

CREATE TABLE troubles (
    source_id text COLLATE "C" NOT NULL REFERENCES sources (id),
    told_at bigint NOT NULL,
    began_at bigint,
    problem text NOT NULL,
    ended_at bigint,
    PRIMARY KEY (source_id, told_at)
);
