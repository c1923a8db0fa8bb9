-- Items are clustered by language. '': the language of a text that waits is not told yet.

ALTER TABLE unclustered ADD COLUMN language TEXT NOT NULL DEFAULT '';
CREATE INDEX unclustered_of_language ON unclustered (language, sequence);

-- What is remembered of a language is read by it.
CREATE INDEX stories_of_language ON stories (language, updated_at DESC, id DESC) WHERE merged_into IS NULL;
CREATE INDEX threads_of_language ON threads (language, updated_at DESC, id DESC) WHERE merged_into IS NULL;

-- Languages that have a thread in common are clustered together from then on.
CREATE TABLE tied_languages (
    language TEXT NOT NULL,
    other TEXT NOT NULL,
    PRIMARY KEY (language, other)
) STRICT, WITHOUT ROWID;

INSERT INTO tied_languages (language, other)
SELECT DISTINCT s.language, t.language FROM stories s JOIN threads t ON t.id = s.thread_id
WHERE s.language <> t.language AND s.merged_into IS NULL;

-- Its token grows whenever what was remembered of all partitions is no longer true.
INSERT INTO leases (name, holder, token, until) VALUES ('settling', '', 0, 0);
