-- Whether copies are folded: an item of a source that says no stands alone, and nothing stands under it.

ALTER TABLE sources ADD COLUMN fold_copies bigint NOT NULL DEFAULT 1;
