"""The SQL statements of a clock that was set back.

As in `store.statements`: each a named constant, partial indexes repeated word for word.
"""

SOURCES_SET_BACK = """
UPDATE source SET next_check = :now, due_at = NULL
WHERE next_check > :farthest AND COALESCE(last_check, next_check) > :now
"""

ALERTS_SET_BACK = """
UPDATE alert SET
    next_try = CASE WHEN next_try > :farthest THEN NULL ELSE next_try END,
    lease_until = CASE WHEN lease_until > :farthest THEN :farthest ELSE lease_until END
WHERE fate = 'queued' AND (next_try > :farthest OR lease_until > :farthest)
"""

WAITING_SET_BACK = "UPDATE waiting SET not_before = NULL WHERE not_before > :farthest"

EDITS_SET_BACK = """
UPDATE story_message SET not_before = :now
WHERE asked_at IS NOT NULL AND not_before > :farthest
"""

REVISITS_SET_BACK = """
UPDATE revisit SET at = :now, since = :now WHERE since > :now AND at > :farthest
"""

# no hub is ever left alone for more than 30 days
HUBS_SET_BACK = """
UPDATE subscription SET next_try = :now WHERE next_try > :now + 2678400000000
"""

PUSHES_SET_BACK = """
UPDATE subscription SET wanted = :now WHERE wanted IS NOT NULL AND wanted > :farthest
"""

SET_BACK = (
    SOURCES_SET_BACK,
    ALERTS_SET_BACK,
    WAITING_SET_BACK,
    EDITS_SET_BACK,
    REVISITS_SET_BACK,
    HUBS_SET_BACK,
    PUSHES_SET_BACK,
)
