"""What of the SQL statements PostgreSQL reads differently; all others hold for both.

`spelled` gives a statement as psycopg takes it. By itself it turns `:name` into `%(name)s` and
`IN (SELECT value FROM json_each(:x))` into `= ANY(:x)` and `json_each(:x) AS y` of whole numbers
into the rows of an array; the rest is a table written out.
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType

from store import statements as sql
from store import (
    statements_access,
    statements_calm,
    statements_chat,
    statements_claim,
    statements_volume,
)

# Rows that another program has claimed at this moment are passed over, not waited for.
CLAIM_DUE = """
WITH due AS MATERIALIZED (
    SELECT name FROM source WHERE active = 1 AND next_check <= :now
      AND name NOT IN (SELECT source FROM pause WHERE COALESCE(until, :now + 1) > :now)
    ORDER BY next_check, name LIMIT :limit FOR UPDATE SKIP LOCKED
)
UPDATE source SET due_at = next_check, next_check = :until
FROM due WHERE source.name = due.name
RETURNING source.name, source.due_at
"""

CLAIM_REVISITS = """
WITH due AS MATERIALIZED (
    SELECT article_id FROM revisit WHERE at <= :now
    ORDER BY at, article_id LIMIT :limit FOR UPDATE SKIP LOCKED
)
UPDATE revisit SET at = :until FROM due WHERE revisit.article_id = due.article_id
RETURNING revisit.article_id, since, step, missing, etag, last_modified
"""

# The head of the queue or nothing: one that is being claimed holds up those behind it.
CLAIM = """
WITH head AS MATERIALIZED (
    SELECT id FROM alert
    WHERE id = (SELECT MIN(id) FROM alert WHERE fate = 'queued' AND chat = :chat)
      AND fate = 'queued'
      AND COALESCE(lease_until, :now) <= :now AND COALESCE(next_try, :now) <= :now
      AND NOT EXISTS (
        SELECT 1 FROM alert WHERE fate = 'queued' AND lease_until IS NOT NULL
          AND chat = :chat AND lease_until > :now
      )
    FOR UPDATE SKIP LOCKED
)
UPDATE alert SET lease_until = :until, attempts = attempts + 1
FROM head WHERE alert.id = head.id
RETURNING alert.id, chat, attempts, body
"""

CLAIM_NOTICE = """
WITH head AS MATERIALIZED (
    SELECT id FROM alert
    WHERE id = (
        SELECT MIN(id) FROM alert
        WHERE fate = 'queued' AND chat = :chat AND kind = 'notice'
          AND COALESCE(lease_until, :now) <= :now AND COALESCE(next_try, :now) <= :now
    ) AND fate = 'queued' AND COALESCE(lease_until, :now) <= :now
      AND NOT EXISTS (
        SELECT 1 FROM alert WHERE fate = 'queued' AND lease_until IS NOT NULL
          AND chat = :chat AND lease_until > :now
      )
    FOR UPDATE SKIP LOCKED
)
UPDATE alert SET lease_until = :until, attempts = attempts + 1
FROM head WHERE alert.id = head.id
RETURNING alert.id, chat, attempts, body
"""

# Taken in a statement before the claim's, which then sees what whoever had it has committed.
MAY_CLAIM = """
SELECT CAST(pg_try_advisory_xact_lock(
    hashtextextended(current_schema() || ' ' || :chat, 0)
) AS int) AS ours
"""

DEEDS = statements_access.DEEDS.replace("instr(folded, :about)", "strpos(folded, :about)")

FIRST_MESSAGE = statements_calm.FIRST_MESSAGE.replace("CROSS JOIN alert", "JOIN alert")

VOLUME = """
SELECT stretch.place - 1 AS stretch, alert_topic.topic, alert_topic.source, alert.fate,
       COUNT(*) AS alerts, CAST(SUM(alert_topic.leading) AS bigint) AS leading
FROM jsonb_array_elements(CAST(:stretches AS jsonb)) WITH ORDINALITY AS stretch (bounds, place)
JOIN alert_topic
  ON alert_topic.chat = ANY(ARRAY(SELECT jsonb_array_elements_text(CAST(:chats AS jsonb))))
    AND alert_topic.made_at >= CAST(stretch.bounds ->> 0 AS bigint)
    AND alert_topic.made_at < CAST(stretch.bounds ->> 1 AS bigint)
JOIN alert ON alert.id = alert_topic.alert_id
GROUP BY stretch.place, alert_topic.topic, alert_topic.source, alert.fate
ORDER BY stretch.place, alert_topic.topic, alert_topic.source, alert.fate
"""

# A word beyond 2,046 bytes is no lexeme: its first 500 letters stand for it.
INDEX_WORDS = """
INSERT INTO search (number, words) SELECT :number, COALESCE(
    array_to_tsvector(array_agg(DISTINCT left(word, 500))), CAST('' AS tsvector)
) FROM unnest(string_to_array(:words, ' ')) AS word WHERE word <> ''
"""

SEARCH = """
SELECT article.body FROM search JOIN article ON article.number = search.number
WHERE search.words @@ CAST(:words AS tsquery) ORDER BY search.number DESC LIMIT :limit
"""

PRUNE_SEARCH = """
DELETE FROM search WHERE number IN (SELECT number FROM article WHERE found_at < :before)
"""

_OTHERWISE = MappingProxyType(
    {
        sql.SOURCE_TO_WRITE: f"{sql.SOURCE_TO_WRITE} FOR UPDATE",
        sql.CLAIM_DUE: CLAIM_DUE,
        sql.CLAIM_REVISITS: CLAIM_REVISITS,
        statements_claim.CLAIM: CLAIM,
        statements_claim.MAY_CLAIM: MAY_CLAIM,
        statements_access.CLAIM_NOTICE: CLAIM_NOTICE,
        statements_access.DEEDS: DEEDS,
        statements_calm.FIRST_MESSAGE: FIRST_MESSAGE,
        statements_volume.VOLUME: VOLUME,
        statements_chat.INDEX_WORDS: INDEX_WORDS,
        statements_chat.SEARCH_TABLE: "SELECT 'tsvector' AS sql",
        statements_chat.SEARCH: SEARCH,
        statements_chat.PRUNE_SEARCH: PRUNE_SEARCH,
    }
)
_LIST = re.compile(r"\bIN \(SELECT value FROM json_each\(:(\w+)\)\)")
_ROWS = re.compile(r"\bjson_each\(:(\w+)\) AS (\w+)")
_NAME = re.compile(r"(?<![:\w]):(\w+)")


@cache
def spelled(statement: str) -> tuple[str, tuple[str, ...]]:
    """The statement for psycopg, and the names of the parameters that are lists."""
    text = _OTHERWISE.get(statement, statement)
    rows = tuple(name for name, _ in _ROWS.findall(text))
    lists = (*_LIST.findall(text), *rows)
    text = _ROWS.sub(r"unnest(CAST(:\1 AS bigint[])) AS \2 (value)", text)
    return _NAME.sub(r"%(\1)s", _LIST.sub(r"= ANY(:\1)", text).replace("%", "%%")), lists
