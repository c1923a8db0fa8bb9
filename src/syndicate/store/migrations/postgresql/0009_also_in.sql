-- Threads of different languages that tell the same: to each, at most one of each other language. They stay apart.

CREATE TABLE also_in (
    thread_id text COLLATE "C" NOT NULL REFERENCES threads (id),
    language text COLLATE "C" NOT NULL,             -- of the other
    other_id text COLLATE "C" NOT NULL REFERENCES threads (id),
    cosine double precision,
    shared text NOT NULL,
    PRIMARY KEY (thread_id, language)
);

CREATE INDEX also_in_other ON also_in (other_id);
