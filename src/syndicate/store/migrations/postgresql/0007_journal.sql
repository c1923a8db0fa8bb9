-- What was merged, parted or moved after it had found a place, by whom; and where a story went that was merged.

ALTER TABLE stories ADD COLUMN merged_into text COLLATE "C";

CREATE INDEX stories_merged ON stories (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE journal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at bigint NOT NULL,
    kind text NOT NULL,
    made_by text NOT NULL,               -- repair, or a person
    from_id text COLLATE "C" NOT NULL,
    into_id text COLLATE "C" NOT NULL,
    thread_id text COLLATE "C" NOT NULL,            -- where the story from_id stood before
    moved text NOT NULL,
    items bigint NOT NULL,
    reason text NOT NULL,
    correction text COLLATE "C" NOT NULL,           -- what it carries out, as corrections.yaml is told apart
    undone_at bigint
);

CREATE INDEX journal_from ON journal (from_id, at);
CREATE INDEX journal_into ON journal (into_id, at);
CREATE INDEX journal_standing ON journal (correction) WHERE undone_at IS NULL AND correction <> '';
