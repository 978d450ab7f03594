"""The SQL statements behind the chat: alerts asked for again, undone mutes, feedback,
preferences, search.

As in `store.statements`: each a named constant, partial indexes repeated word for word.
"""

ALERT = """
SELECT id, attempts, body, COALESCE(moved_chat.new, alert.chat) AS chat
FROM alert LEFT JOIN moved_chat ON moved_chat.old = alert.chat
WHERE alert.id = :id
"""

ALERT_AT = """
SELECT id, chat, attempts, body FROM alert
WHERE message_id = :message_id AND message_id IS NOT NULL AND chat = :chat
ORDER BY id DESC LIMIT 1
"""

# --- mutes

SAME_MUTE = "SELECT * FROM mute WHERE chat = :chat AND kind = :kind AND value = :value"

MUTE_BY_ID = "SELECT * FROM mute WHERE id = :id"

MARK_REPLACED = """
UPDATE mute SET was_since = :since, was_until = :until, was_by = :by WHERE id = :id
"""

HAND_OVER = "UPDATE alert SET mute_id = :new WHERE mute_id = :old AND mute_id IS NOT NULL"

HELD_BY = """
SELECT id, attempts, body, COALESCE(moved_chat.new, alert.chat) AS chat
FROM alert LEFT JOIN moved_chat ON moved_chat.old = alert.chat
WHERE mute_id = :mute_id AND mute_id IS NOT NULL ORDER BY id LIMIT :limit
"""

ENDED_MUTES = """
SELECT * FROM mute WHERE until <= :now AND until IS NOT NULL ORDER BY until, id
"""

# --- feedback

KEEP_FEEDBACK = """
INSERT INTO feedback (alert_id, topic, at, by) VALUES (:alert_id, :topic, :at, :by)
ON CONFLICT (alert_id, topic) DO UPDATE SET at = excluded.at, by = excluded.by
"""

WITHDRAW_FEEDBACK = "DELETE FROM feedback WHERE alert_id = :alert_id"

FEEDBACK = "SELECT * FROM feedback WHERE alert_id = :alert_id ORDER BY topic"

# --- what was told

LATEST = """
SELECT id, chat, attempts, body FROM alert
WHERE chat = :chat AND article_id <> '' ORDER BY id DESC LIMIT :limit
"""

# Backwards through one chat's alerts until enough have the topic.
LATEST_OF_TOPIC = """
SELECT id, chat, attempts, body FROM alert
WHERE chat = :chat AND article_id <> '' AND EXISTS (
    SELECT 1 FROM alert_topic WHERE alert_id = alert.id AND topic = :topic
)
ORDER BY id DESC LIMIT :limit
"""

ABOUT_ARTICLE = """
SELECT chat, fate, reason FROM alert
WHERE article_id = :article_id AND article_id <> '' AND kind = 'alert' ORDER BY id
"""

# The index first, then only the alerts of that day.
COUNTS = """
SELECT alert_topic.topic, COUNT(*) AS count
FROM alert JOIN alert_topic ON alert_topic.alert_id = alert.id
WHERE alert.chat = :chat AND alert.made_at >= :since AND alert.article_id <> ''
GROUP BY alert_topic.topic
"""

# --- preferences

SETTLE = """
INSERT INTO setting (chat, name, value, at, by) VALUES (:chat, :name, :value, :at, :by)
ON CONFLICT (chat, name) DO UPDATE SET value = excluded.value, at = excluded.at, by = excluded.by
"""

UNSETTLE = "DELETE FROM setting WHERE chat = :chat AND name = :name"

SETTLED = "SELECT * FROM setting ORDER BY chat, name"

MOVE_SETTINGS = """
UPDATE setting SET chat = :new
WHERE chat = :old AND name NOT IN (SELECT name FROM setting WHERE chat = :new)
"""

DROP_SETTINGS = "DELETE FROM setting WHERE chat = :chat"

# --- search

INDEX_WORDS = "INSERT INTO search (rowid, words) VALUES (:number, :words)"

UNINDEXED = """
SELECT number, body FROM article
WHERE number > COALESCE((SELECT rowid FROM search ORDER BY rowid DESC LIMIT 1), 0)
ORDER BY number LIMIT :limit
"""

SEARCH = """
SELECT article.body FROM search JOIN article ON article.number = search.rowid
WHERE search MATCH :words ORDER BY search.rowid DESC LIMIT :limit
"""

# Where the library has no FTS5 `search` is a plain table, read from end to end.
SEARCH_PLAIN = """
SELECT article.body FROM search JOIN article ON article.number = search.rowid
WHERE NOT EXISTS (
    SELECT 1 FROM json_each(:words)
    WHERE ' ' || search.words || ' ' NOT LIKE '% ' || json_each.value || '%'
)
ORDER BY search.rowid DESC LIMIT :limit
"""

# Not by a trigger: a schema that is not trusted may not touch a virtual table.
PRUNE_SEARCH = """
DELETE FROM search WHERE rowid IN (SELECT number FROM article WHERE found_at < :before)
"""

SEARCH_TABLE = "SELECT sql FROM sqlite_master WHERE name = 'search'"

KNOWN_KEYS = """
SELECT article_id FROM identity
WHERE key IN (SELECT value FROM json_each(:keys)) AND article_id IS NOT NULL LIMIT 1
"""
