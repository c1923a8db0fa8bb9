-- How far the "updated" of a feed had come when items of it were forgotten: it never goes back.

CREATE TABLE floors (
    place TEXT PRIMARY KEY,             -- KIND/NAME, as the id of the feed has it
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
