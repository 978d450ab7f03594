-- Rows in every table of version 1: unicode, NULLs, the least and the greatest numbers.
INSERT INTO source (name, rules_url, rules_kind, renewed, kind, url, etag, last_modified, body_hash,
    first_seen, next_check, due_at, pace, checks, last_check, last_ok, last_new, articles, failures,
    trouble, message, trouble_since, active)
VALUES
    ('صحيفة المرفأ', 'https://marfa.example/', 'auto', 0, 'page', '', 'W/"é"', NULL, 'abc', 1930465800000000,
     1930465800000000, NULL, 300000000, 9223372036854775807, 1930465800000000, 1930465800000000, 1930465800000000, 12, 3, 'timeout',
     'marfa.example n''a pas répondu', 1930465800000000, 1),
    ('New', NULL, NULL, NULL, 'auto', '', NULL, NULL, NULL, NULL, 0, NULL, NULL, 0, NULL, NULL,
     NULL, 0, 0, NULL, '', NULL, 1),
    ('Dropped', NULL, NULL, NULL, 'feed', 'https://dropped.example/feed', NULL, 'Wed, 05 Mar 2031 08:30:00 GMT', NULL, NULL,
     1930465800000000, 1930466400000000, NULL, 1, NULL, NULL, NULL, 0, 0, NULL, '', NULL, 0);
INSERT INTO identity (key, article_id, first_seen, last_seen)
VALUES ('url:a1', 'a1', 1930465800000000, 1930465800000000), ('guid:مرفأ-١ 🚢', NULL, 1930465800000000, 9223372036854775807);
INSERT INTO article (number, id, found_at, copy_of, signature, body)
VALUES
    (1, 'a1', 1930465800000000, NULL, CAST('j[21,22]' AS BLOB),
     '{"v":1,"id":"a1","url":"https://marfa.example/a1","title":"طائرات في الميناء 🚢 l''été","text":"Drones \u0000 came. ναύς","source":"صحيفة المرفأ","published":1930465800000000,"language":"ar","found_at":1930465800000000,"keys":["url:a1"]}'),
    (9223372036854775806, 'a2', 1930466400000000, 'a1', NULL,
     '{"v":1,"id":"a2","url":"https://meridian-post.example/a2","title":"","text":"","found_at":1930466400000000,"keys":[]}');
INSERT INTO band (band, found_at, article)
VALUES (-9223372036854775808, 1930465800000000, 1), (9223372036854775807, 1930465800000000, 1);
INSERT INTO waiting (source, key, attempts, not_before, baseline, body)
VALUES ('صحيفة المرفأ', 'w1', 3, NULL, 0,
    '{"v":1,"url":"https://marfa.example/w1","title":"Bateau à l''ancre"}'),
    ('Dropped', 'w1', 0, 253402300799000000, 1, '{"v":1,"url":"https://dropped.example/w1"}');
INSERT INTO alert (id, chat, dedupe, kind, priority, fate, article_id, made_at, published, found_at,
    attempts, next_try, lease_until, release_at, settled_at, message_id, reason, mute_id, digest, body)
VALUES
    (1, 'telegram:-1001:7', 'd1', 'alert', 3, 'sent', 'a1', 1930465800000000, 1930465800000000, 1930465800000000, 1, NULL, NULL, NULL, 1930466400000000,
     9223372036854775807, '', NULL, NULL,
     '{"v":1,"chat":"telegram:-1001:7","dedupe":"d1","made_at":1930465800000000,"priority":3,"article_id":"a1","title":"طائرات 🚢","source":"صحيفة المرفأ","matches":[{"topic":"drones","score":1.0,"excerpt":"Drones…"},{"topic":"visites d''État","score":0.5,"excerpt":""}],"titles":[["drones","Drones"]]}'),
    (2, 'telegram:-1001:7', 'd2', 'alert', 0, 'queued', 'a2', 1930466400000000, NULL, NULL, 2, 1930466400000000, 1930466400000000, NULL, NULL,
     NULL, 'flood', NULL, NULL,
     '{"v":1,"chat":"telegram:-1001:7","dedupe":"d2","made_at":1930466400000000,"priority":0,"article_id":"a2","matches":[{"topic":"drones","score":1.0,"excerpt":""}]}'),
    (3, 'terminal', 'd3', 'alert', 1, 'muted', 'a1', 1930465800000000, NULL, 1930465800000000, 1, NULL, NULL, NULL, 1930466400000000, NULL,
     'muted: drones', 1, NULL,
     '{"v":1,"chat":"terminal","dedupe":"d3","made_at":1930465800000000,"article_id":"a1","title":"x"}'),
    (4, 'terminal', 'n1', 'notice', 1, 'held', '', 1930465800000000, NULL, NULL, 1, NULL, NULL, 1930466400000000, NULL, NULL,
     'quiet', NULL, NULL, '{"v":1,"chat":"terminal","dedupe":"n1","made_at":1930465800000000,"kind":"notice","text":"Bonjour"}'),
    (5, 'terminal', 'd5', 'alert', 1, 'digested', 'a2', 1930465800000000, NULL, 1930465800000000, 1, NULL, NULL, NULL, 1930466400000000, NULL,
     'quiet', NULL, 6, '{"v":1,"chat":"terminal","dedupe":"d5","made_at":1930465800000000,"article_id":"a2"}'),
    (6, 'terminal', 'g1', 'digest', 1, 'sent', '', 1930465800000000, NULL, NULL, 1, NULL, NULL, NULL, 1930466400000000, 8,
     '', NULL, NULL, '{"v":1,"chat":"terminal","dedupe":"g1","made_at":1930465800000000,"kind":"digest","items":[{"v":1,"chat":"terminal","dedupe":"d5","made_at":1930465800000000,"article_id":"a2"}]}');
INSERT INTO mute (id, chat, kind, value, since, until, by, held_back)
VALUES (1, 'terminal', 'topic', 'drones', 1930465800000000, NULL, 'Zoë', 1),
    (2, 'telegram:-1001:7', 'word', 'ميناء', 1930465800000000, 4102444800000000, '', 9223372036854775807);
INSERT INTO moved_chat (old, new) VALUES ('telegram:-5', 'telegram:-1001');
