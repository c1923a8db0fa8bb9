-- Which thread or story took each one in that was merged away. `merged_into` is where that leads by now, however far:
-- once a merge further on is taken back, it leads less far.

ALTER TABLE threads ADD COLUMN leads_to TEXT;

ALTER TABLE stories ADD COLUMN leads_to TEXT;

-- The journal tells it of what was merged before this; what it cannot tell leads there at once, as it did.
UPDATE threads SET leads_to = COALESCE((SELECT j.into_id FROM journal j JOIN threads t ON t.id = j.into_id
        WHERE j.from_id = threads.id AND j.kind = 'merge' AND j.undone_at IS NULL AND j.into_id <> threads.id
        AND threads.merged_into IN (t.id, t.merged_into) ORDER BY j.id DESC LIMIT 1), merged_into)
WHERE merged_into IS NOT NULL;

UPDATE stories SET leads_to = COALESCE((SELECT j.into_id FROM journal j JOIN stories t ON t.id = j.into_id
        WHERE j.from_id = stories.id AND j.kind = 'merge' AND j.undone_at IS NULL AND j.into_id <> stories.id
        AND stories.merged_into IN (t.id, t.merged_into) ORDER BY j.id DESC LIMIT 1), merged_into)
WHERE merged_into IS NOT NULL;

CREATE INDEX threads_leading ON threads (leads_to) WHERE leads_to IS NOT NULL;

CREATE INDEX stories_leading ON stories (leads_to) WHERE leads_to IS NOT NULL;
