"""The SQL statements of what is counted over time.

As in `store.statements`: each a named constant.
"""

KEEP_TOPIC = """
INSERT INTO alert_topic (chat, made_at, alert_id, topic, source, "leading")
VALUES (:chat, :made_at, :alert_id, :topic, :source, :leading)
ON CONFLICT DO NOTHING
"""

# One step of the key a stretch, and of the index by moment an alert: no alert itself is read.
VOLUME = """
SELECT stretch.key AS stretch, alert_topic.topic, alert_topic.source, alert.fate,
       COUNT(*) AS alerts, SUM(alert_topic.leading) AS leading
FROM json_each(:stretches) AS stretch
CROSS JOIN json_each(:chats) AS own
CROSS JOIN alert_topic ON alert_topic.chat = own.value
    AND alert_topic.made_at >= json_extract(stretch.value, '$[0]')
    AND alert_topic.made_at < json_extract(stretch.value, '$[1]')
CROSS JOIN alert INDEXED BY alert_made
    ON alert.made_at = alert_topic.made_at AND alert.id = alert_topic.alert_id
GROUP BY stretch.key, alert_topic.topic, alert_topic.source, alert.fate
ORDER BY stretch.key, alert_topic.topic, alert_topic.source, alert.fate
"""

KEEP_SOURCE = """
INSERT INTO article_source (source, found_at, article) VALUES (:source, :found_at, :article)
"""

FOUND_OF = """
SELECT source, COUNT(*) AS count FROM article_source
WHERE source IN (SELECT value FROM json_each(:sources)) AND found_at >= :since
GROUP BY source
"""

NEWEST_OF = """
SELECT article.body FROM article_source JOIN article ON article.number = article_source.article
WHERE article_source.source = :source
ORDER BY article_source.found_at DESC, article_source.article DESC LIMIT :limit
"""
