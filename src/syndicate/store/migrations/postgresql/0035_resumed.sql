-- When a source was last taken up again, after feeds.yaml had not had it.

ALTER TABLE sources ADD COLUMN resumed_at bigint;
