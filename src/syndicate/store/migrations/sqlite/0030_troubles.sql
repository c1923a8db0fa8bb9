-- Sources that could not be read for long: since when, when that was told, and when it ended.

CREATE TABLE troubles (
    source_id TEXT NOT NULL REFERENCES sources (id),
    told_at INTEGER NOT NULL,
    began_at INTEGER,
    problem TEXT NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (source_id, told_at)
) STRICT, WITHOUT ROWID;
