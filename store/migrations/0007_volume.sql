-- What each alert is about, in a narrow row a topic, for counting over months without reading
-- the alerts. leading: 1 for the first topic of the alert.
CREATE TABLE alert_topic (
    chat TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    alert_id INTEGER NOT NULL REFERENCES alert (id) ON DELETE CASCADE,
    topic TEXT NOT NULL,
    source TEXT NOT NULL,
    leading INTEGER NOT NULL,
    PRIMARY KEY (chat, made_at, alert_id, topic)
) WITHOUT ROWID, STRICT;
CREATE INDEX alert_topic_alert ON alert_topic (alert_id);

INSERT OR IGNORE INTO alert_topic
SELECT alert.chat, alert.made_at, alert.id, json_extract(one.value, '$.topic'),
       COALESCE(json_extract(alert.body, '$.source'), ''), one.key = 0
FROM alert, json_each(alert.body, '$.matches') AS one WHERE alert.article_id <> '';

-- The newest articles of a source, and how many it had today.
CREATE TABLE article_source (
    source TEXT NOT NULL,
    found_at INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    PRIMARY KEY (source, found_at, article)
) WITHOUT ROWID, STRICT;
CREATE INDEX article_source_article ON article_source (article);

INSERT INTO article_source
SELECT COALESCE(json_extract(body, '$.source'), ''), found_at, number FROM article;
