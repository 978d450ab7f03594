"""The SQL statements by which a chat's next alert is leased.

As in `store.statements`: each a named constant, partial indexes repeated word for word.
"""

# Only where no other of the chat's is under way: one that was queued before it may be behind it,
# since ids are given before commits, and what was held is queued again.
CLAIM = """
UPDATE alert SET lease_until = :until, attempts = attempts + 1
WHERE id = (SELECT MIN(id) FROM alert WHERE fate = 'queued' AND chat = :chat)
  AND COALESCE(lease_until, :now) <= :now AND COALESCE(next_try, :now) <= :now
  AND NOT EXISTS (
    SELECT 1 FROM alert WHERE fate = 'queued' AND lease_until IS NOT NULL
      AND chat = :chat AND lease_until > :now
  )
RETURNING id, chat, attempts, body
"""

# Of programs that claim of one chat at one moment one may; here there is but one.
MAY_CLAIM = "SELECT 1 AS ours WHERE :chat <> ''"
