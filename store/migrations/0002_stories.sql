-- Stories: which article belongs to which, by what it was joined, by what others find it.
ALTER TABLE article ADD COLUMN story TEXT;
ALTER TABLE article ADD COLUMN joined TEXT;
CREATE INDEX article_story ON article (story, found_at) WHERE story IS NOT NULL;

CREATE TABLE trait (
    key INTEGER NOT NULL,
    found_at INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    PRIMARY KEY (key, found_at, article)
) WITHOUT ROWID, STRICT;
CREATE INDEX trait_article ON trait (article);
CREATE INDEX trait_found ON trait (found_at);

-- Articles that are looked at again, and what they had become.
CREATE TABLE revisit (
    article_id TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    since INTEGER NOT NULL,
    step INTEGER NOT NULL,
    missing INTEGER NOT NULL,
    etag TEXT,
    last_modified TEXT
) WITHOUT ROWID, STRICT;
CREATE INDEX revisit_at ON revisit (at);

CREATE TABLE version (
    article_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    change TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (article_id, number)
) WITHOUT ROWID, STRICT;
CREATE INDEX version_seen ON version (seen_at);

-- What was learnt of each site's pages and of each source's lists.
CREATE TABLE site_memory (
    site TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID, STRICT;
CREATE TABLE listing_memory (
    source TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID, STRICT;
