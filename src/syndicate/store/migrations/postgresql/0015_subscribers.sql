-- Who may read what is private. Of a token only the hash is kept: 256 random bits cannot be guessed from it.

CREATE TABLE subscribers (
    name text COLLATE "C" PRIMARY KEY,
    hash text NOT NULL UNIQUE,
    since bigint NOT NULL
);
