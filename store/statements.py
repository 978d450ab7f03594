"""Every SQL statement of the store, each a named constant; parameters are named too.

Kept to what SQLite and PostgreSQL share: upserts, RETURNING, partial indexes. The one idiom of
SQLite is `IN (SELECT value FROM json_each(:x))`, a list handed over as one parameter; PostgreSQL
reads `= ANY(:x)` there, and `store.statements_postgres` says what else it reads differently.
The partial indexes are used only where a statement repeats their WHERE word for word.
"""

# The transaction. IMMEDIATE takes the write lock at once, so that nothing read goes stale.
BEGIN_READ = "BEGIN"
BEGIN_WRITE = "BEGIN IMMEDIATE"
COMMIT = "COMMIT"
ROLLBACK = "ROLLBACK"
SAVEPOINT = "SAVEPOINT job"
BACK_TO_SAVEPOINT = "ROLLBACK TO job"
RELEASE = "RELEASE job"

# --- sources

SOURCE = "SELECT * FROM source WHERE name = :name"

# to be written in the same transaction: where several programs write, the row is held
SOURCE_TO_WRITE = "SELECT source.* FROM source WHERE name = :name"

SOURCES = "SELECT * FROM source"

ACTIVE_SOURCES = "SELECT * FROM source WHERE active = 1 ORDER BY name"

# push is for SHOW_PUSH alone to write
SAVE_SOURCE = """
INSERT INTO source (
    name, rules_url, rules_kind, renewed, kind, url, etag, last_modified, body_hash,
    first_seen, next_check, pace, checks, last_check, last_ok, last_new, articles, failures,
    trouble, message, trouble_since, amiss, amiss_since, active, hub, topic, rhythm
) VALUES (
    :name, :rules_url, :rules_kind, :renewed, :kind, :url, :etag, :last_modified, :body_hash,
    :first_seen, :next_check, :pace, :checks, :last_check, :last_ok, :last_new, :articles,
    :failures, :trouble, :message, :trouble_since, :amiss, :amiss_since, :active, :hub, :topic,
    :rhythm
)
ON CONFLICT (name) DO UPDATE SET
    rules_url = excluded.rules_url, rules_kind = excluded.rules_kind,
    renewed = excluded.renewed, kind = excluded.kind, url = excluded.url,
    etag = excluded.etag, last_modified = excluded.last_modified,
    body_hash = excluded.body_hash, first_seen = excluded.first_seen,
    next_check = excluded.next_check, pace = excluded.pace, checks = excluded.checks,
    last_check = excluded.last_check, last_ok = excluded.last_ok, last_new = excluded.last_new,
    articles = excluded.articles, failures = excluded.failures, trouble = excluded.trouble,
    message = excluded.message, trouble_since = excluded.trouble_since, amiss = excluded.amiss,
    amiss_since = excluded.amiss_since, active = excluded.active,
    hub = excluded.hub, topic = excluded.topic, rhythm = excluded.rhythm,
    due_at = NULL
"""

# due_at keeps when it was due: for the order, since RETURNING shows new values only, and for
# FREE_SOURCES. It is empty but for sources under a lease.
CLAIM_DUE = """
UPDATE source SET due_at = next_check, next_check = :until
WHERE name IN (
    SELECT name FROM source WHERE active = 1 AND next_check <= :now
      AND name NOT IN (SELECT source FROM pause WHERE COALESCE(until, :now + 1) > :now)
    ORDER BY next_check, name LIMIT :limit
)
RETURNING name, due_at
"""

FREE_SOURCES = """
UPDATE source SET next_check = due_at, due_at = NULL WHERE due_at IS NOT NULL
"""

# --- identities, articles, waiting

SEEN = "SELECT key, last_seen FROM identity WHERE key IN (SELECT value FROM json_each(:keys))"

REMEMBER = """
INSERT INTO identity (key, article_id, first_seen, last_seen)
VALUES (:key, :article_id, :at, :at)
ON CONFLICT (key) DO UPDATE SET
    article_id = COALESCE(identity.article_id, excluded.article_id),
    last_seen = CASE WHEN identity.last_seen > excluded.last_seen
        THEN identity.last_seen ELSE excluded.last_seen END
"""

FRESHEN = """
UPDATE identity SET last_seen = :at
WHERE key IN (SELECT value FROM json_each(:keys)) AND last_seen < :at
"""

KEEP_ARTICLE = """
INSERT INTO article (id, found_at, copy_of, signature, body, story, joined)
VALUES (:id, :found_at, :copy_of, :signature, :body, :story, :joined)
ON CONFLICT (id) DO NOTHING
RETURNING number
"""

KEEP_BAND = """
INSERT INTO band (band, found_at, article) VALUES (:band, :found_at, :article)
ON CONFLICT DO NOTHING
"""

KEEP_TRAIT = """
INSERT INTO trait (key, found_at, article) VALUES (:key, :found_at, :article)
ON CONFLICT DO NOTHING
"""

ARTICLE = "SELECT body FROM article WHERE id = :id"

# By the index on (found_at, copy_of); only what was found at the same moment is sorted. The +
# keeps SQLite from going by :since, which would read all earlier pages again for each page.
ARCHIVE = """
SELECT body FROM article WHERE found_at >= :since AND copy_of IS NULL
ORDER BY found_at, number LIMIT :limit
"""

ARCHIVE_AFTER = """
SELECT article.body FROM article
WHERE (article.found_at, article.number) > (
    SELECT last.found_at, last.number FROM article AS last WHERE last.id = :after
) AND +article.found_at >= :since AND article.copy_of IS NULL
ORDER BY article.found_at, article.number LIMIT :limit
"""

COUNT_ARCHIVE = """
SELECT COUNT(*) AS count FROM article WHERE found_at >= :since AND copy_of IS NULL
"""


# --- stories, re-visits, what was learnt

AS_KIN = """
SELECT article.copy_of, article.found_at, article.story, article.joined,
       COALESCE(opener.found_at, article.found_at) AS opened, 0 AS shared
FROM article LEFT JOIN article AS opener ON opener.id = article.story
WHERE article.id = :id AND article.story IS NOT NULL AND article.joined IS NOT NULL
"""

STORY = """
SELECT id, copy_of, found_at, story, joined FROM article
WHERE story = (SELECT story FROM article WHERE id = :id)
ORDER BY found_at, number
"""

TOLD = """
SELECT alert.chat, alert.made_at, alert.article_id, alert.body
FROM article JOIN alert ON alert.article_id = article.id AND alert.article_id <> ''
WHERE article.story = :story AND alert.kind = 'alert' AND alert.made_at >= :since
ORDER BY alert.id
"""

REVISIT = """
INSERT INTO revisit (article_id, at, since, step, missing, etag, last_modified)
VALUES (:article_id, :at, :since, :step, :missing, :etag, :last_modified)
ON CONFLICT (article_id) DO UPDATE SET
    at = excluded.at, since = excluded.since, step = excluded.step, missing = excluded.missing,
    etag = excluded.etag, last_modified = excluded.last_modified
"""

CLAIM_REVISITS = """
UPDATE revisit SET at = :until WHERE article_id IN (
    SELECT article_id FROM revisit WHERE at <= :now ORDER BY at, article_id LIMIT :limit
)
RETURNING article_id, since, step, missing, etag, last_modified
"""

END_REVISITS = "DELETE FROM revisit WHERE article_id = :article_id"

KEEP_VERSION = """
INSERT INTO version (article_id, number, seen_at, change, title, text, note)
VALUES (:article_id, :number, :seen_at, :change, :title, :text, :note)
ON CONFLICT DO NOTHING
"""

VERSIONS = "SELECT * FROM version WHERE article_id = :article_id ORDER BY number"

SITE_MEMORY = "SELECT body FROM site_memory WHERE site = :name"

LISTING_MEMORY = "SELECT body FROM listing_memory WHERE source = :name"

KEEP_SITE = """
INSERT INTO site_memory (site, at, body) VALUES (:name, :at, :body)
ON CONFLICT (site) DO UPDATE SET at = excluded.at, body = excluded.body
"""

KEEP_LISTING = """
INSERT INTO listing_memory (source, at, body) VALUES (:name, :at, :body)
ON CONFLICT (source) DO UPDATE SET at = excluded.at, body = excluded.body
"""

WAIT = """
INSERT INTO waiting (source, key, attempts, not_before, baseline, body)
VALUES (:source, :key, :attempts, :not_before, :baseline, :body)
ON CONFLICT (source, key) DO UPDATE SET
    attempts = excluded.attempts, not_before = excluded.not_before,
    baseline = excluded.baseline, body = excluded.body
"""

SETTLE = "DELETE FROM waiting WHERE source = :source AND key = :key"

WAITING = """
SELECT * FROM waiting
WHERE source = :source AND (not_before IS NULL OR not_before <= :now)
ORDER BY number LIMIT :limit
"""

COUNT_WAITING = """
SELECT COUNT(*) AS count, COUNT(not_before) AS later, MIN(not_before) AS earliest
FROM waiting WHERE source = :source
"""

# --- outbox

QUEUE = """
INSERT INTO alert (
    chat, dedupe, kind, priority, article_id, made_at, published, found_at, body
) VALUES (
    :chat, :dedupe, :kind, :priority, :article_id, :made_at, :published, :found_at, :body
)
ON CONFLICT (dedupe) DO NOTHING
RETURNING id
"""

# One step of the index a chat, however long the queues are.
CHATS_DUE = """
WITH RECURSIVE queue (chat) AS (
    SELECT MIN(chat) FROM alert WHERE fate = 'queued'
    UNION ALL
    SELECT (SELECT MIN(chat) FROM alert WHERE fate = 'queued' AND chat > queue.chat)
    FROM queue WHERE queue.chat IS NOT NULL
)
SELECT head.chat FROM queue JOIN alert AS head ON head.id = (
    SELECT MIN(id) FROM alert WHERE fate = 'queued' AND chat = queue.chat
)
WHERE COALESCE(head.lease_until, :now) <= :now AND COALESCE(head.next_try, :now) <= :now
ORDER BY head.id
"""

FREE_ALERTS = """
UPDATE alert SET lease_until = NULL WHERE fate = 'queued' AND lease_until IS NOT NULL
"""

RECORD = """
UPDATE alert SET
    fate = :fate, lease_until = NULL, next_try = :next_try, release_at = :release_at,
    settled_at = :settled_at, message_id = :message_id, reason = :reason, mute_id = :mute_id
WHERE id = :id AND fate IN ('queued', 'held') AND (:attempt = 0 OR attempts = :attempt)
"""

HELD_BACK = "UPDATE mute SET held_back = held_back + 1 WHERE id = :id"

PUT_BACK = """
UPDATE alert SET fate = 'queued', release_at = NULL
WHERE fate = 'held' AND release_at <= :now AND kind <> 'alert'
RETURNING id, kind
"""

RIPE = """
SELECT id, chat, attempts, body FROM alert
WHERE fate = 'held' AND release_at <= :now AND kind = 'alert'
ORDER BY chat, id
"""

DIGEST = """
UPDATE alert SET fate = 'digested', release_at = NULL, settled_at = :now, digest = :digest
WHERE id = :id
"""

ALERTED = "SELECT chat FROM alert WHERE article_id = :article_id AND article_id <> ''"

# --- moved chats

MOVED = "SELECT old, new FROM moved_chat"

NEWEST = "SELECT new FROM moved_chat WHERE old = :chat"

FORGET_MOVES = "DELETE FROM moved_chat"

MOVE = "INSERT INTO moved_chat (old, new) VALUES (:old, :new)"

MOVE_QUEUED = "UPDATE alert SET chat = :new WHERE fate = 'queued' AND chat = :old"

MOVE_HELD = "UPDATE alert SET chat = :new WHERE fate = 'held' AND chat = :old"

MOVE_MUTES = """
UPDATE mute SET chat = :new
WHERE chat = :old AND NOT EXISTS (
    SELECT 1 FROM mute AS there
    WHERE there.chat = :new AND there.kind = mute.kind AND there.value = mute.value
)
"""

DROP_MUTES = "DELETE FROM mute WHERE chat = :chat"

# --- mutes

UNMUTE_SAME = "DELETE FROM mute WHERE chat = :chat AND kind = :kind AND value = :value"

MUTE = """
INSERT INTO mute (chat, kind, value, since, until, by, held_back)
VALUES (:chat, :kind, :value, :since, :until, :by, :held_back)
RETURNING *
"""

UNMUTE = "DELETE FROM mute WHERE id = :id"

MUTES = """
SELECT * FROM mute WHERE chat = :chat AND (until IS NULL OR until > :now) ORDER BY since, id
"""

# --- numbers

OPEN_FATES = """
SELECT 'queued' AS fate, COUNT(*) AS count FROM alert WHERE fate = 'queued'
UNION ALL SELECT 'held', COUNT(*) FROM alert WHERE fate = 'held'
"""

SETTLED_FATES = """
SELECT fate, COUNT(*) AS count FROM alert
WHERE made_at >= :since AND fate NOT IN ('queued', 'held') GROUP BY fate
"""

OLDEST_QUEUED = "SELECT MIN(made_at) AS oldest FROM alert WHERE fate = 'queued'"

DELIVERED = """
SELECT settled_at, published, found_at FROM alert
WHERE made_at >= :since AND fate = 'sent' AND kind = 'alert'
"""

FOUND = """
SELECT COUNT(*) AS articles, COUNT(copy_of) AS copies FROM article WHERE found_at >= :since
"""

# settled_at bounds the index: with few refusals of late it would be read back to the first
REFUSALS = """
SELECT reason FROM alert WHERE fate = 'refused' AND made_at >= :since AND settled_at >= :since
ORDER BY settled_at DESC, id DESC LIMIT :limit
"""

# --- upkeep, once a day

PRUNE_ARTICLES = "DELETE FROM article WHERE found_at < :before"

PRUNE_TRAITS = "DELETE FROM trait WHERE found_at < :before"

PRUNE_SITES = "DELETE FROM site_memory WHERE at < :before"

PRUNE_LISTINGS = "DELETE FROM listing_memory WHERE at < :before"

PRUNE_VERSIONS = """
DELETE FROM version WHERE seen_at < :before
  AND NOT EXISTS (SELECT 1 FROM article WHERE article.id = version.article_id)
"""

PRUNE_ALERTS = """
DELETE FROM alert
WHERE made_at < :before AND fate IN ('sent', 'muted', 'refused', 'digested')
"""

PRUNE_IDENTITIES = "DELETE FROM identity WHERE last_seen < :before"

PRUNE_MUTES = "DELETE FROM mute WHERE until < :before"

PRUNE_WAITING = """
DELETE FROM waiting
WHERE source IN (SELECT name FROM source WHERE active = 0 AND last_check < :before)
"""
