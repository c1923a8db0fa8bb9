-- Who is at work on what. The token outlives its holder: it only grows.

CREATE TABLE leases (
    name text COLLATE "C" PRIMARY KEY,
    holder text NOT NULL,
    token bigint NOT NULL,
    until bigint NOT NULL
);
