-- What stood in the feed of a thread or a topic and stands there no more, and since when. Of each place the newest.

CREATE TABLE departures (
    place TEXT NOT NULL,                -- threads/ID or topics/SLUG
    item_id TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    PRIMARY KEY (place, item_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX departures_of_item ON departures (item_id);
