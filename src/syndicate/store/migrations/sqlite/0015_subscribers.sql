-- Who may read what is private. Of a token only the hash is kept: 256 random bits cannot be guessed from it.

CREATE TABLE subscribers (
    name TEXT PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    since INTEGER NOT NULL
) STRICT;
