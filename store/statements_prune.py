"""The SQL statements that part what is forgotten into portions: the moment up to which so many
rows are old; none where fewer are.

As in `store.statements`: each a named constant. Each goes by the index of its moment.
"""

ARTICLES = """
SELECT found_at AS moment FROM article
WHERE found_at < :before ORDER BY found_at LIMIT 1 OFFSET :portion
"""

ALERTS = """
SELECT made_at AS moment FROM alert
WHERE made_at < :before AND fate IN ('sent', 'muted', 'refused', 'digested')
ORDER BY made_at LIMIT 1 OFFSET :portion
"""

VERSIONS = """
SELECT seen_at AS moment FROM version
WHERE seen_at < :before
  AND NOT EXISTS (SELECT 1 FROM article WHERE article.id = version.article_id)
ORDER BY seen_at LIMIT 1 OFFSET :portion
"""

IDENTITIES = """
SELECT last_seen AS moment FROM identity
WHERE last_seen < :before ORDER BY last_seen LIMIT 1 OFFSET :portion
"""

TRAITS = """
SELECT found_at AS moment FROM trait
WHERE found_at < :before ORDER BY found_at LIMIT 1 OFFSET :portion
"""

BANDS = """
SELECT found_at AS moment FROM band
WHERE found_at < :before ORDER BY found_at LIMIT 1 OFFSET :portion
"""

PRUNE_BANDS = "DELETE FROM band WHERE found_at < :before"
