-- The first form of the store. Instants and durations are integer microseconds; structures are JSON text.
-- A statement ends with ";" at the end of a line that is followed by an unindented one.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO meta (name, value) VALUES ('revision', 0);

CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    url_subscribed TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT,                         -- as configured
    tags TEXT NOT NULL,
    republish TEXT NOT NULL,
    retired_at INTEGER,                 -- when it left feeds.yaml; its items stay
    next_poll_at INTEGER NOT NULL,
    claimed INTEGER NOT NULL DEFAULT 0,
    etag TEXT,
    last_modified TEXT,
    body_hash TEXT,
    poll_interval INTEGER,
    last_poll_at INTEGER,
    last_success_at INTEGER,
    failures INTEGER NOT NULL DEFAULT 0,
    problem TEXT,
    feed_title TEXT,
    site_url TEXT,
    language TEXT,
    item_count INTEGER NOT NULL DEFAULT 0,
    newest_at INTEGER
) STRICT;

CREATE INDEX sources_due ON sources (next_poll_at, id) WHERE retired_at IS NULL;

CREATE TABLE source_tags (
    source_id TEXT NOT NULL REFERENCES sources (id),
    tag TEXT NOT NULL,
    PRIMARY KEY (source_id, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE items (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,     -- the order in which items were stored
    id TEXT NOT NULL UNIQUE,
    entry_id TEXT NOT NULL UNIQUE,
    source_id TEXT NOT NULL REFERENCES sources (id),
    seen_at INTEGER NOT NULL,
    published_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,      -- when the feed still offered it, give or take a few hours
    digest TEXT NOT NULL,
    url TEXT,
    link_key TEXT,
    language TEXT,
    keys TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    details TEXT NOT NULL,
    text TEXT NOT NULL,
    content_html TEXT NOT NULL
) STRICT;

CREATE INDEX items_newest ON items (seen_at DESC, id DESC);
CREATE INDEX items_of_source ON items (source_id, seen_at DESC, id DESC);
CREATE INDEX items_changed ON items (changed_at);
CREATE INDEX items_last_seen ON items (last_seen_at);
CREATE INDEX items_url ON items (url);

-- What leads to an item. Keys outlive the content, so an old item that returns is known and not news.
-- A key with no item_id was seen on several items at once: it leads nowhere.
CREATE TABLE item_keys (
    source_id TEXT NOT NULL REFERENCES sources (id),
    key TEXT NOT NULL,
    item_id TEXT,
    strongest INTEGER NOT NULL,         -- 1: it was an item's strongest key
    PRIMARY KEY (source_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE item_tags (
    tag TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    item_id TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    PRIMARY KEY (tag, seen_at, item_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX item_tags_of_item ON item_tags (item_id);

CREATE TABLE item_versions (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    began_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    digest TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    text TEXT NOT NULL,
    content_html TEXT NOT NULL
) STRICT;

CREATE INDEX item_versions_of_item ON item_versions (item_id);

-- Items that wait for the clusterer, in stored order.
CREATE TABLE unclustered (
    sequence INTEGER PRIMARY KEY,
    item_id TEXT NOT NULL UNIQUE REFERENCES items (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE threads (
    id TEXT PRIMARY KEY,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    story_count INTEGER NOT NULL,
    item_count INTEGER NOT NULL,
    merged_into TEXT,
    sketch BLOB NOT NULL
) STRICT;

CREATE INDEX threads_newest ON threads (updated_at DESC, id DESC) WHERE merged_into IS NULL;
CREATE INDEX threads_merged ON threads (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE stories (
    id TEXT PRIMARY KEY,
    thread_id TEXT REFERENCES threads (id),
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    item_count INTEGER NOT NULL,
    sketch BLOB NOT NULL
) STRICT;

CREATE INDEX stories_newest ON stories (updated_at);
CREATE INDEX stories_of_thread ON stories (thread_id, updated_at DESC, id DESC);

-- Where an item is. thread_id and seen_at are repeated here so that a thread's newest items are one index range.
CREATE TABLE assignments (
    item_id TEXT PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    story_id TEXT NOT NULL REFERENCES stories (id),
    thread_id TEXT REFERENCES threads (id),
    seen_at INTEGER NOT NULL,
    copy_of TEXT,
    reasons TEXT NOT NULL,
    sketch BLOB NOT NULL
) STRICT;

CREATE INDEX assignments_of_story ON assignments (story_id, seen_at DESC, item_id DESC);
CREATE INDEX assignments_of_thread ON assignments (thread_id, seen_at DESC, item_id DESC);
CREATE INDEX assignments_copies ON assignments (copy_of) WHERE copy_of IS NOT NULL;

CREATE TABLE thread_links (
    story_id TEXT PRIMARY KEY REFERENCES stories (id),
    thread_id TEXT NOT NULL REFERENCES threads (id),
    reason TEXT NOT NULL
) STRICT;

CREATE INDEX thread_links_of_thread ON thread_links (thread_id);

CREATE TABLE terms (
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    documents REAL NOT NULL,
    as_of INTEGER NOT NULL,
    PRIMARY KEY (language, text)
) STRICT, WITHOUT ROWID;

CREATE TABLE topics (
    slug TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    definition TEXT NOT NULL,
    declared_at INTEGER NOT NULL,
    filled INTEGER NOT NULL             -- 1: items that were already there have been looked through
) STRICT;

CREATE TABLE topic_items (
    slug TEXT NOT NULL REFERENCES topics (slug) ON DELETE CASCADE,
    item_id TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    seen_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (slug, item_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX topic_items_newest ON topic_items (slug, seen_at DESC, item_id DESC);
CREATE INDEX topic_items_of_item ON topic_items (item_id);

-- Words come in already folded (words.py), and go out by the same words when an item changes.
CREATE VIRTUAL TABLE search USING fts5 (title, body, content='', tokenize='unicode61 remove_diacritics 0');
