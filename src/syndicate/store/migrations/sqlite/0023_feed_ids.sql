-- The atom:id that a feed says of itself, for atom:source of what is taken from it. The next poll that brings a body tells it.

ALTER TABLE sources ADD COLUMN feed_id TEXT;
