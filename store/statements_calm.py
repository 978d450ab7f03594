"""The SQL statements of calm: bursts, what is held, the first message of a story.

As in `store.statements`: each a named constant, partial indexes repeated word for word.
"""

SENT_SINCE = """
SELECT settled_at FROM alert
WHERE chat = :chat AND settled_at > :since AND fate = 'sent' AND kind = 'alert'
  AND priority < :urgent
ORDER BY settled_at
"""

OPEN_ALERT = """
SELECT chat, priority FROM alert WHERE id = :id AND fate IN ('queued', 'held') AND kind = 'alert'
"""

SUMMARY = """
SELECT id, dedupe, fate FROM alert
WHERE chat = :chat AND made_at > :since AND kind = 'summary'
  AND fate IN ('queued', 'held', 'sent')
ORDER BY id DESC LIMIT 1
"""

GATHER = """
UPDATE alert SET
    fate = 'digested', lease_until = NULL, next_try = NULL, release_at = NULL,
    settled_at = :now, reason = :reason, digest = :summary
WHERE id = :id
"""

GATHERED = """
SELECT id, attempts, body, COALESCE(moved_chat.new, alert.chat) AS chat
FROM alert LEFT JOIN moved_chat ON moved_chat.old = alert.chat
WHERE digest = :summary AND digest IS NOT NULL ORDER BY id
"""

# By the articles of the story, which are few: never through all that a chat was told.
FIRST_MESSAGE = """
SELECT alert.message_id FROM (
    SELECT id FROM article WHERE story = :story AND story <> ''
    UNION SELECT :article_id
) AS about
CROSS JOIN alert ON alert.article_id = about.id AND alert.article_id <> ''
WHERE alert.chat = :chat AND alert.id < :id AND alert.fate = 'sent' AND alert.kind = 'alert'
  AND alert.message_id IS NOT NULL
ORDER BY alert.article_id <> :article_id, alert.id LIMIT 1
"""

OPEN_WHOLE = """
SELECT body FROM alert
WHERE id = :id AND fate IN ('queued', 'held') AND kind IN ('digest', 'summary')
"""

REWRITE = "UPDATE alert SET body = :body WHERE id = :id"

# Open again, for the receipt that follows in the same transaction.
TAKE_OUT = """
UPDATE alert SET fate = 'queued', digest = NULL
WHERE id = :id AND digest = :whole AND fate = 'digested'
"""

HELD = """
SELECT id, chat, attempts, body, release_at FROM alert
WHERE fate = 'held' AND release_at > :now
  AND chat IN (SELECT value FROM json_each(:chats))
ORDER BY id
"""

PUT_OFF = "UPDATE alert SET release_at = :at WHERE id = :id AND fate = 'held'"
