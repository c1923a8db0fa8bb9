-- What topics say of an item, for its story: that it belongs by itself, or must not belong, whatever its story is about.
-- `own` is 0 for a copy, and for what was taken with its story.

ALTER TABLE topic_items ADD COLUMN own bigint NOT NULL DEFAULT 1;

UPDATE topic_items SET own = 0 WHERE item_id IN (SELECT item_id FROM assignments WHERE copy_of IS NOT NULL);

CREATE TABLE topic_barred (
    slug text COLLATE "C" NOT NULL REFERENCES topics (slug) ON DELETE CASCADE,
    item_id text COLLATE "C" NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    PRIMARY KEY (slug, item_id)
);

CREATE INDEX topic_barred_of_item ON topic_barred (item_id);
