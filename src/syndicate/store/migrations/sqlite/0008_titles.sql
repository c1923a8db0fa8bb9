-- Whether a thread's title is one that a person gave it: then it is nobody's headline, and may always be shown.

ALTER TABLE threads ADD COLUMN is_titled INTEGER NOT NULL DEFAULT 0;
