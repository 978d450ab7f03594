"""The SQL statements of what is told of sources' health, and of stories that go on elsewhere.

As in `store.statements`: each a named constant, partial indexes repeated word for word.
"""

# Read from end to end once a minute, by the database alone: few of the rows leave it.
MAY_AIL = """
SELECT * FROM source WHERE active = 1 AND (
    failures > 0 OR amiss > 0 OR last_ok - last_new > :quiet
    OR name IN (SELECT value FROM json_each(:names))
)
ORDER BY name
"""

COUNT_ACTIVE = "SELECT COUNT(*) AS count FROM source WHERE active = 1"

AILMENTS = "SELECT * FROM ailment ORDER BY source"

KEEP_AILMENT = """
INSERT INTO ailment (source, illness, since, told_at, outage, well_at)
VALUES (:source, :illness, :since, :told_at, :outage, :well_at)
ON CONFLICT (source) DO UPDATE SET
    illness = excluded.illness, since = excluded.since, told_at = excluded.told_at,
    outage = excluded.outage, well_at = excluded.well_at
"""

END_AILMENT = "DELETE FROM ailment WHERE source = :source"

# --- stories that go on elsewhere

# not_before stays: it keeps the pace of a message's edits
ASK_EDIT = """
INSERT INTO story_message (alert_id, asked_at, not_before)
SELECT id, :at, :at FROM alert WHERE dedupe = :dedupe
ON CONFLICT (alert_id) DO UPDATE SET asked_at = excluded.asked_at
"""

# the message of an alert that moved with its group is not known there any more
EDITS_DUE = """
SELECT alert.id, alert.chat, alert.attempts, alert.body, alert.message_id, alert.fate,
       story_message.asked_at, story_message.shown
FROM story_message JOIN alert ON alert.id = story_message.alert_id
WHERE story_message.asked_at IS NOT NULL AND story_message.not_before <= :now
  AND alert.fate NOT IN ('queued', 'held')
ORDER BY story_message.not_before, story_message.alert_id LIMIT :limit
"""

# asked for again meanwhile, it stays to be edited
EDITED = """
UPDATE story_message SET
    shown = :shown, not_before = :not_before,
    asked_at = CASE WHEN asked_at = :asked_at AND :done = 1 THEN NULL ELSE asked_at END
WHERE alert_id = :alert_id
"""
