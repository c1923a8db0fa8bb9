-- What was merged, parted or moved after it had found a place, by whom; and where a story went that was merged.

ALTER TABLE stories ADD COLUMN merged_into TEXT;

CREATE INDEX stories_merged ON stories (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    made_by TEXT NOT NULL,               -- repair, or a person
    from_id TEXT NOT NULL,
    into_id TEXT NOT NULL,
    thread_id TEXT NOT NULL,            -- where the story from_id stood before
    moved TEXT NOT NULL,
    items INTEGER NOT NULL,
    reason TEXT NOT NULL,
    correction TEXT NOT NULL,           -- what it carries out, as corrections.yaml is told apart
    undone_at INTEGER
) STRICT;

CREATE INDEX journal_from ON journal (from_id, at);
CREATE INDEX journal_into ON journal (into_id, at);
CREATE INDEX journal_standing ON journal (correction) WHERE undone_at IS NULL AND correction <> '';
