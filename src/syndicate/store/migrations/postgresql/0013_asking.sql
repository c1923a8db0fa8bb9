-- What searches and filters ask of items besides words: who wrote the text, and in which language, without its region.

ALTER TABLE items ADD COLUMN agency TEXT COLLATE "C"
    GENERATED ALWAYS AS (CAST(details AS json) ->> 'agency') STORED;
ALTER TABLE items ADD COLUMN main_language TEXT COLLATE "C"
    GENERATED ALWAYS AS (lower(split_part(language, '-', 1))) STORED;

CREATE INDEX items_of_agency ON items (agency, seen_at DESC, id DESC) WHERE agency IS NOT NULL;
CREATE INDEX items_of_language ON items (main_language, seen_at DESC, id DESC) WHERE main_language IS NOT NULL;
