-- What version 7 counts by it derives from the alerts and articles that are there.
INSERT OR IGNORE INTO alert_topic (chat, made_at, alert_id, topic, source, leading)
VALUES ('telegram:-1001:7', 1930465800000000, 1, 'drones', 'صحيفة المرفأ', 1);
INSERT OR IGNORE INTO article_source (source, found_at, article)
VALUES ('صحيفة المرفأ', 1930465800000000, 1), ('', 1930466400000000, 9223372036854775806);
