-- Grows when what is told of a source changes, which is much more seldom than the revision.

INSERT INTO meta (name, value) VALUES ('cards', 0);
