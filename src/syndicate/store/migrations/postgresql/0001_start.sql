-- The first form of the store. Instants and durations are integer microseconds; structures are JSON text.
-- A statement ends with ";" at the end of a line that is followed by an unindented one.

CREATE TABLE meta (
    name text COLLATE "C" PRIMARY KEY,
    value bigint NOT NULL
);

INSERT INTO meta (name, value) VALUES ('revision', 0);

CREATE TABLE sources (
    id text COLLATE "C" PRIMARY KEY,
    url_subscribed text NOT NULL,
    url text COLLATE "C" NOT NULL,
    title text,                         -- as configured
    tags text NOT NULL,
    republish text NOT NULL,
    retired_at bigint,                 -- when it left feeds.yaml; its items stay
    next_poll_at bigint NOT NULL,
    claimed smallint NOT NULL DEFAULT 0,
    etag text,
    last_modified text,
    body_hash text,
    poll_interval bigint,
    last_poll_at bigint,
    last_success_at bigint,
    failures bigint NOT NULL DEFAULT 0,
    problem text,
    feed_title text,
    site_url text,
    language text COLLATE "C",
    item_count bigint NOT NULL DEFAULT 0,
    newest_at bigint
);

CREATE INDEX sources_due ON sources (next_poll_at, id) WHERE retired_at IS NULL;

CREATE TABLE source_tags (
    source_id text COLLATE "C" NOT NULL REFERENCES sources (id),
    tag text COLLATE "C" NOT NULL,
    PRIMARY KEY (source_id, tag)
);

CREATE TABLE items (
    sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- the order in which items were stored
    id text COLLATE "C" NOT NULL UNIQUE,
    entry_id text COLLATE "C" NOT NULL UNIQUE,
    source_id text COLLATE "C" NOT NULL REFERENCES sources (id),
    seen_at bigint NOT NULL,
    published_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    last_seen_at bigint NOT NULL,      -- when the feed still offered it, give or take a few hours
    digest text NOT NULL,
    url text COLLATE "C",
    link_key text,
    language text COLLATE "C",
    keys text NOT NULL,
    title text NOT NULL,
    summary text NOT NULL,
    details text NOT NULL,
    text text NOT NULL,
    content_html text NOT NULL
);

CREATE INDEX items_newest ON items (seen_at DESC, id DESC);
CREATE INDEX items_of_source ON items (source_id, seen_at DESC, id DESC);
CREATE INDEX items_changed ON items (changed_at);
CREATE INDEX items_last_seen ON items (last_seen_at);
CREATE INDEX items_url ON items USING hash (url);

-- What leads to an item. Keys outlive the content, so an old item that returns is known and not news.
-- A key with no item_id was seen on several items at once: it leads nowhere.
CREATE TABLE item_keys (
    source_id text COLLATE "C" NOT NULL REFERENCES sources (id),
    key text COLLATE "C" NOT NULL,
    item_id text COLLATE "C",
    strongest bigint NOT NULL,         -- 1: it was an item's strongest key
    PRIMARY KEY (source_id, key)
);

CREATE TABLE item_tags (
    tag text COLLATE "C" NOT NULL,
    seen_at bigint NOT NULL,
    item_id text COLLATE "C" NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    PRIMARY KEY (tag, seen_at, item_id)
);

CREATE INDEX item_tags_of_item ON item_tags (item_id);

CREATE TABLE item_versions (
    sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    item_id text COLLATE "C" NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    began_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    digest text NOT NULL,
    title text NOT NULL,
    summary text NOT NULL,
    text text NOT NULL,
    content_html text NOT NULL
);

CREATE INDEX item_versions_of_item ON item_versions (item_id);

-- Items that wait for the clusterer, in stored order.
CREATE TABLE unclustered (
    sequence bigint PRIMARY KEY,
    item_id text COLLATE "C" NOT NULL UNIQUE REFERENCES items (id) ON DELETE CASCADE
);

CREATE TABLE threads (
    id text COLLATE "C" PRIMARY KEY,
    language text COLLATE "C" NOT NULL,
    title text NOT NULL,
    opened_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    story_count bigint NOT NULL,
    item_count bigint NOT NULL,
    merged_into text COLLATE "C",
    sketch bytea NOT NULL
);

CREATE INDEX threads_newest ON threads (updated_at DESC, id DESC) WHERE merged_into IS NULL;
CREATE INDEX threads_merged ON threads (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE stories (
    id text COLLATE "C" PRIMARY KEY,
    thread_id text COLLATE "C" REFERENCES threads (id),
    language text COLLATE "C" NOT NULL,
    title text NOT NULL,
    opened_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    item_count bigint NOT NULL,
    sketch bytea NOT NULL
);

CREATE INDEX stories_newest ON stories (updated_at);
CREATE INDEX stories_of_thread ON stories (thread_id, updated_at DESC, id DESC);

-- Where an item is. thread_id and seen_at are repeated here so that a thread's newest items are one index range.
CREATE TABLE assignments (
    item_id text COLLATE "C" PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    story_id text COLLATE "C" NOT NULL REFERENCES stories (id),
    thread_id text COLLATE "C" REFERENCES threads (id),
    seen_at bigint NOT NULL,
    copy_of text COLLATE "C",
    reasons text NOT NULL,
    sketch bytea NOT NULL
);

CREATE INDEX assignments_of_story ON assignments (story_id, seen_at DESC, item_id DESC);
CREATE INDEX assignments_of_thread ON assignments (thread_id, seen_at DESC, item_id DESC);
CREATE INDEX assignments_copies ON assignments (copy_of) WHERE copy_of IS NOT NULL;

CREATE TABLE thread_links (
    story_id text COLLATE "C" PRIMARY KEY REFERENCES stories (id),
    thread_id text COLLATE "C" NOT NULL REFERENCES threads (id),
    reason text NOT NULL
);

CREATE INDEX thread_links_of_thread ON thread_links (thread_id);

CREATE TABLE terms (
    language text COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL,
    documents double precision NOT NULL,
    as_of bigint NOT NULL,
    PRIMARY KEY (language, text)
);

CREATE TABLE topics (
    slug text COLLATE "C" PRIMARY KEY,
    title text NOT NULL,
    definition text NOT NULL,
    declared_at bigint NOT NULL,
    filled bigint NOT NULL             -- 1: items that were already there have been looked through
);

CREATE TABLE topic_items (
    slug text COLLATE "C" NOT NULL REFERENCES topics (slug) ON DELETE CASCADE,
    item_id text COLLATE "C" NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    seen_at bigint NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (slug, item_id)
);

CREATE INDEX topic_items_newest ON topic_items (slug, seen_at DESC, item_id DESC);
CREATE INDEX topic_items_of_item ON topic_items (item_id);

-- Words come in already folded (words.py), so neither a dictionary nor the locale has a say.
CREATE TABLE search (
    item_id text COLLATE "C" PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    words tsvector NOT NULL
);

CREATE INDEX search_words ON search USING gin (words);
