-- What polling learns about a source: hints, moves, known items, gaps, losses.

ALTER TABLE sources ADD COLUMN host TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN hints TEXT;
ALTER TABLE sources ADD COLUMN move TEXT;
ALTER TABLE sources ADD COLUMN marks BLOB;
ALTER TABLE sources ADD COLUMN poison TEXT;
ALTER TABLE sources ADD COLUMN body_at INTEGER;
ALTER TABLE sources ADD COLUMN gap INTEGER;
ALTER TABLE sources ADD COLUMN item_window INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN missed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN missed_at INTEGER;
ALTER TABLE sources ADD COLUMN push_until INTEGER;

CREATE INDEX sources_of_host ON sources (host) WHERE retired_at IS NULL;
