-- Whether an item's title is no words of its own. Of what is stored, it is so where the title is its address or a file; all else stays read.

ALTER TABLE items ADD COLUMN is_untitled INTEGER NOT NULL DEFAULT 0;

UPDATE items SET is_untitled = 1 WHERE text = '' AND (
    title IN (url, link_key, 'Untitled')
    OR title GLOB 'Untitled, [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
    OR (instr(title, ' ') = 0 AND (
        instr(details, '/' || title || '",') > 0
        OR lower(substr(title, -4)) IN (
            '.jpg', '.png', '.gif', '.mp3', '.mp4', '.m4a', '.m4b', '.m4v', '.ogg', '.wav', '.mov'
        )
        OR lower(substr(title, -5)) IN ('.jpeg', '.webp', '.avif', '.heic', '.opus', '.webm'))));
