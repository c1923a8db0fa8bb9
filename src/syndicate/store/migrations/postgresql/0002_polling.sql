-- What polling learns about a source: hints, moves, known items, gaps, losses.

ALTER TABLE sources ADD COLUMN host text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN hints text;
ALTER TABLE sources ADD COLUMN move text;
ALTER TABLE sources ADD COLUMN marks bytea;
ALTER TABLE sources ADD COLUMN poison text;
ALTER TABLE sources ADD COLUMN body_at bigint;
ALTER TABLE sources ADD COLUMN gap bigint;
ALTER TABLE sources ADD COLUMN item_window bigint NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN missed bigint NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN missed_at bigint;
ALTER TABLE sources ADD COLUMN push_until bigint;

CREATE INDEX sources_of_host ON sources (host) WHERE retired_at IS NULL;
