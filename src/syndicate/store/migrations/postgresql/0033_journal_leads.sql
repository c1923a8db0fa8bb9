-- Whose title each of the threads and stories bore before an event, so that it bears it again when that is taken back.

ALTER TABLE journal ADD COLUMN leads TEXT NOT NULL DEFAULT '{}';
