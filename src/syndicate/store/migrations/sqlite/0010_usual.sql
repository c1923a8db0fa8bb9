-- What the texts of a language have in common: the fading sum of their sentence vectors.

CREATE TABLE usual (
    language TEXT NOT NULL PRIMARY KEY,
    documents REAL NOT NULL,
    total BLOB NOT NULL,              -- float64 values
    as_of INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
