-- In which stories an item stood before it was put elsewhere, and until when; in the order in which it left them.

CREATE TABLE former_stories (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    story_id TEXT NOT NULL,
    left_at INTEGER NOT NULL
) STRICT;

CREATE INDEX former_stories_of ON former_stories (item_id, number);

-- What was moved before this, as the journal tells it. At one instant, what is done then follows what is taken back.
INSERT INTO former_stories (item_id, story_id, left_at)
SELECT item_id, story_id, left_at FROM (
    SELECT i.id AS item_id, j.from_id AS story_id, j.at AS left_at, 1 AS turn, j.id AS place
    FROM journal j JOIN json_each(j.moved) m JOIN items i ON i.id = m.value
    UNION ALL
    SELECT i.id, j.into_id, j.undone_at, CASE WHEN j.undone_at > j.at THEN 0 ELSE 2 END, -j.id
    FROM journal j JOIN json_each(j.moved) m JOIN items i ON i.id = m.value WHERE j.undone_at IS NOT NULL
) ORDER BY left_at, turn, place;
