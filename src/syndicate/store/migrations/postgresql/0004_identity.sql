-- Items that came in a flood and wait for a person's word. Their keys are remembered already.

CREATE TABLE held_items (
    source_id text COLLATE "C" NOT NULL REFERENCES sources (id),
    item_id text COLLATE "C" NOT NULL,
    held_at bigint NOT NULL,
    item text NOT NULL,  -- the row to be, as JSON
    PRIMARY KEY (source_id, item_id)
);

-- What is forgotten first: per source, what its feed has not offered for longest.
DROP INDEX items_last_seen;
CREATE INDEX items_last_seen ON items (source_id, last_seen_at);
