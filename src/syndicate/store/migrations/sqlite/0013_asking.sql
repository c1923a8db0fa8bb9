-- What searches and filters ask of items besides words: who wrote the text, and in which language, without its region.

ALTER TABLE items ADD COLUMN agency TEXT GENERATED ALWAYS AS (json_extract(details, '$.agency')) VIRTUAL;
ALTER TABLE items ADD COLUMN main_language TEXT
    GENERATED ALWAYS AS (lower(substr(language, 1, instr(language || '-', '-') - 1))) VIRTUAL;

CREATE INDEX items_of_agency ON items (agency, seen_at DESC, id DESC) WHERE agency IS NOT NULL;
CREATE INDEX items_of_language ON items (main_language, seen_at DESC, id DESC) WHERE main_language IS NOT NULL;
