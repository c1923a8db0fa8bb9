-- By which rules a declared feed shows entries: where they change, its "updated" does not go back.

ALTER TABLE floors ADD COLUMN shows TEXT;
