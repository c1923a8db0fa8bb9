-- In which stories an item stood before it was put elsewhere, and until when; in the order in which it left them.

CREATE TABLE former_stories (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    item_id text COLLATE "C" NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    story_id text COLLATE "C" NOT NULL,
    left_at bigint NOT NULL
);

CREATE INDEX former_stories_of ON former_stories (item_id, number);

-- What was moved before this, as the journal tells it. At one instant, what is done then follows what is taken back.
INSERT INTO former_stories (item_id, story_id, left_at)
SELECT item_id, story_id, left_at FROM (
    SELECT i.id AS item_id, j.from_id AS story_id, j.at AS left_at, 1 AS turn, j.id AS place
    FROM journal j CROSS JOIN LATERAL json_array_elements_text(CAST(j.moved AS json)) m (name) JOIN items i ON i.id = m.name
    UNION ALL
    SELECT i.id, j.into_id, j.undone_at, CASE WHEN j.undone_at > j.at THEN 0 ELSE 2 END, -j.id
    FROM journal j CROSS JOIN LATERAL json_array_elements_text(CAST(j.moved AS json)) m (name) JOIN items i ON i.id = m.name
    WHERE j.undone_at IS NOT NULL
) s ORDER BY left_at, turn, place;
