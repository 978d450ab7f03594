-- Moments are whole microseconds since 1970 in UTC, lengths of time whole microseconds.
-- "body" columns are JSON as store/codec.py writes it.

-- What is watched. rules_url and rules_kind: what the rules said when the state was kept;
-- renewed: the count of checks when they last changed.
CREATE TABLE source (
    name TEXT NOT NULL PRIMARY KEY,
    rules_url TEXT,
    rules_kind TEXT,
    renewed INTEGER,
    kind TEXT NOT NULL,
    url TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    body_hash TEXT,
    first_seen INTEGER,
    next_check INTEGER NOT NULL,
    due_at INTEGER,
    pace INTEGER,
    checks INTEGER NOT NULL,
    last_check INTEGER,
    last_ok INTEGER,
    last_new INTEGER,
    articles INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    trouble TEXT,
    message TEXT NOT NULL,
    trouble_since INTEGER,
    active INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX source_due ON source (next_check, name) WHERE active = 1;

-- The memory against doubles: outlives the articles.
CREATE TABLE identity (
    key TEXT NOT NULL PRIMARY KEY,
    article_id TEXT,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX identity_seen ON identity (last_seen);

CREATE TABLE article (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    found_at INTEGER NOT NULL,
    copy_of TEXT,
    signature BLOB,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX article_found ON article (found_at, copy_of);

-- Which articles share a band of their fingerprint: where near copies are looked for.
CREATE TABLE band (
    band INTEGER NOT NULL,
    found_at INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    PRIMARY KEY (band, found_at, article)
) WITHOUT ROWID, STRICT;
CREATE INDEX band_article ON band (article);

-- Entries found but not read yet.
CREATE TABLE waiting (
    number INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    not_before INTEGER,
    baseline INTEGER NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (source, key)
) STRICT;
CREATE INDEX waiting_order ON waiting (source, number);

-- The outbox. A claimed alert stays where it is, under a lease.
CREATE TABLE alert (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat TEXT NOT NULL,
    dedupe TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    priority INTEGER NOT NULL,
    fate TEXT NOT NULL DEFAULT 'queued',
    article_id TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    published INTEGER,
    found_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try INTEGER,
    lease_until INTEGER,
    release_at INTEGER,
    settled_at INTEGER,
    message_id INTEGER,
    reason TEXT NOT NULL DEFAULT '',
    mute_id INTEGER,
    digest INTEGER,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX alert_queued ON alert (chat, id) WHERE fate = 'queued';
CREATE INDEX alert_held ON alert (release_at) WHERE fate = 'held';
CREATE INDEX alert_refused ON alert (settled_at, id) WHERE fate = 'refused';
CREATE INDEX alert_article ON alert (article_id) WHERE article_id <> '';
CREATE INDEX alert_made ON alert (made_at, fate);

CREATE TABLE mute (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER,
    by TEXT NOT NULL,
    held_back INTEGER NOT NULL,
    UNIQUE (chat, kind, value)
) STRICT;

-- Chats that got a new key, each with its newest.
CREATE TABLE moved_chat (
    old TEXT NOT NULL PRIMARY KEY,
    new TEXT NOT NULL
) WITHOUT ROWID, STRICT;
