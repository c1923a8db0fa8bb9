-- Threads of different languages that tell the same: to each, at most one of each other language. They stay apart.

CREATE TABLE also_in (
    thread_id TEXT NOT NULL REFERENCES threads (id),
    language TEXT NOT NULL,             -- of the other
    other_id TEXT NOT NULL REFERENCES threads (id),
    cosine REAL,
    shared TEXT NOT NULL,
    PRIMARY KEY (thread_id, language)
) STRICT, WITHOUT ROWID;

CREATE INDEX also_in_other ON also_in (other_id);
