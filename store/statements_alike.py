"""The SQL statements that find articles by index keys: near copies and kin of a story.

As in `store.statements`: each a named constant. Of each key the newest articles alone are read,
however many have it: two short walks along the primary key. `floor` is the moment of the last of
them, empty for a key that fewer have. What one check found (ten articles at most) stands at one
moment and is not parted.
"""

RELATIVES = """
WITH asked AS MATERIALIZED (
    SELECT wanted.value AS band, (
        SELECT found_at FROM band WHERE band = wanted.value AND found_at >= :since
        ORDER BY found_at DESC LIMIT 1 OFFSET :others
    ) AS floor
    FROM json_each(:bands) AS wanted
), shared AS MATERIALIZED (
    SELECT band.article AS number, COUNT(*) AS bands, COUNT(*) - COUNT(asked.floor) AS rare
    FROM asked CROSS JOIN band
    WHERE band.band = asked.band AND band.found_at >= COALESCE(asked.floor, :since)
    GROUP BY band.article ORDER BY 2 DESC, 3 DESC, 1 DESC LIMIT :limit
)
SELECT article.id, article.signature, article.copy_of
FROM shared JOIN article ON article.number = shared.number
ORDER BY article.found_at, article.number
"""

KIN = """
WITH asked AS MATERIALIZED (
    SELECT wanted.value AS key, (
        SELECT found_at FROM trait WHERE key = wanted.value AND found_at >= :since
        ORDER BY found_at DESC LIMIT 1 OFFSET :others
    ) AS floor
    FROM json_each(:keys) AS wanted
), shared AS MATERIALIZED (
    SELECT trait.article AS number, COUNT(*) AS keys, COUNT(*) - COUNT(asked.floor) AS rare
    FROM asked CROSS JOIN trait
    WHERE trait.key = asked.key AND trait.found_at >= COALESCE(asked.floor, :since)
    GROUP BY trait.article ORDER BY 2 DESC, 3 DESC, 1 DESC LIMIT :limit
)
SELECT article.copy_of, article.found_at, article.story, article.joined,
       COALESCE(opener.found_at, article.found_at) AS opened, shared.keys AS shared
FROM shared
JOIN article ON article.number = shared.number
LEFT JOIN article AS opener ON opener.id = article.story
WHERE article.story IS NOT NULL AND article.joined IS NOT NULL
ORDER BY shared.keys DESC, shared.rare DESC, article.number DESC
"""
