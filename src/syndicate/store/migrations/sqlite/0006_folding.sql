-- Whether copies are folded: an item of a source that says no stands alone, and nothing stands under it.

ALTER TABLE sources ADD COLUMN fold_copies INTEGER NOT NULL DEFAULT 1;
