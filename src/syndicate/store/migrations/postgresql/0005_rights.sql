-- What feeds.yaml says of a source's rights, for it outlives the source: its items stay.

ALTER TABLE sources ADD COLUMN rights TEXT;
ALTER TABLE sources ADD COLUMN licence TEXT;
