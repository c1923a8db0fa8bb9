-- What the texts of a language have in common: the fading sum of their sentence vectors.

CREATE TABLE usual (
    language text COLLATE "C" NOT NULL PRIMARY KEY,
    documents double precision NOT NULL,
    total bytea NOT NULL,              -- float64 values
    as_of bigint NOT NULL
);
