-- Whether an item's title is no words of its own. Of what is stored, it is so where the title is its address or a file; all else stays read.

ALTER TABLE items ADD COLUMN is_untitled bigint NOT NULL DEFAULT 0;

UPDATE items SET is_untitled = 1 WHERE text = '' AND (
    title IN (url, link_key, 'Untitled')
    OR title ~ '^Untitled, [0-9]{4}-[0-9]{2}-[0-9]{2}$'
    OR (strpos(title, ' ') = 0 AND (
        strpos(details, '/' || title || '",') > 0
        OR lower(title) ~ '[.](jpe?g|png|gif|webp|avif|heic|mp[34]|m4[abv]|ogg|opus|wav|mov|webm)$')));
