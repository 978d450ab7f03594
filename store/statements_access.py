"""The SQL statements of who may do what: deeds, invites, chats that joined, pauses.

As in `store.statements`: each a named constant, partial indexes repeated word for word.
"""

NOTE = """
INSERT INTO deed (at, chat, user_id, person, folded, name, what, detail, refused)
SELECT :at, :chat, :user_id, :person, :folded, :name, :what, :detail, :refused
WHERE :refused = 0 OR NOT EXISTS (
    SELECT 1 FROM deed
    WHERE refused = 1 AND chat = :chat AND user_id = :user_id AND name = :name AND at > :since
)
"""

FORGET_REFUSALS = """
DELETE FROM deed WHERE refused = 1 AND id <= (
    SELECT id FROM deed WHERE refused = 1 ORDER BY id DESC LIMIT 1 OFFSET :kept
)
"""

DEEDS = """
SELECT * FROM deed
WHERE id < :before AND (
    :about = '' OR name = :about OR CAST(user_id AS TEXT) = :about OR instr(folded, :about) > 0
)
ORDER BY id DESC LIMIT :limit
"""

PRUNE_DEEDS = "DELETE FROM deed WHERE at < :before"

# --- invites and who joined

KEEP_INVITE = """
INSERT INTO invite (digest, made_at, until, uses, by, topics)
VALUES (:digest, :made_at, :until, :uses, :by, :topics)
ON CONFLICT (digest) DO UPDATE SET digest = excluded.digest RETURNING *
"""

INVITES = "SELECT * FROM invite WHERE uses > 0 AND until > :now ORDER BY id"

REVOKE = "DELETE FROM invite WHERE id = :id"

OPEN_INVITE = "SELECT * FROM invite WHERE digest = :digest AND uses > 0 AND until > :now"

USE = "UPDATE invite SET uses = uses - 1 WHERE id = :id"

PRUNE_INVITES = "DELETE FROM invite WHERE until < :before"

JOIN = """
INSERT INTO guest (chat, address, thread, name, username, language, by, topics, at)
VALUES (:chat, :address, :thread, :name, :username, :language, :by, :topics, :at) RETURNING *
"""

GUESTS = "SELECT * FROM guest ORDER BY id"

GUEST = "SELECT * FROM guest WHERE chat = :chat"

REMOVE_GUEST = "DELETE FROM guest WHERE id = :id RETURNING *"

HURRY = """
UPDATE alert SET next_try = NULL
WHERE fate = 'queued' AND chat = :chat AND next_try IS NOT NULL
"""

# --- who is served

EDITION = "SELECT number FROM edition WHERE name = 'served'"

NEXT_EDITION = """
INSERT INTO edition (name, number) VALUES ('served', 1)
ON CONFLICT (name) DO UPDATE SET number = edition.number + 1
"""

# --- pauses

PAUSE = """
INSERT INTO pause (source, since, until, by) VALUES (:source, :since, :until, :by)
ON CONFLICT (source) DO UPDATE SET
    since = excluded.since, until = excluded.until, by = excluded.by
"""

RESUME = "DELETE FROM pause WHERE source = :source"

PAUSES = "SELECT * FROM pause ORDER BY source"

NOTICES_DUE = """
SELECT DISTINCT chat FROM alert
WHERE fate = 'queued' AND kind = 'notice'
  AND COALESCE(lease_until, :now) <= :now AND COALESCE(next_try, :now) <= :now
ORDER BY chat
"""

CLAIM_NOTICE = """
UPDATE alert SET lease_until = :until, attempts = attempts + 1
WHERE id = (
    SELECT MIN(id) FROM alert
    WHERE fate = 'queued' AND chat = :chat AND kind = 'notice'
      AND COALESCE(lease_until, :now) <= :now AND COALESCE(next_try, :now) <= :now
) AND NOT EXISTS (
    SELECT 1 FROM alert WHERE fate = 'queued' AND lease_until IS NOT NULL
      AND chat = :chat AND lease_until > :now
)
RETURNING id, chat, attempts, body
"""
