-- A summary of a burst, and one that it tells of.
INSERT INTO alert (id, chat, dedupe, kind, priority, fate, article_id, made_at, settled_at, message_id, body)
VALUES (20, 'telegram:99', 's1', 'summary', 1, 'sent', '', 1930465800000000, 1930466400000000, 77,
    '{"v":1,"chat":"telegram:99","dedupe":"s1","made_at":1930465800000000,"kind":"summary"}');
INSERT INTO alert (id, chat, dedupe, kind, priority, fate, article_id, made_at, settled_at, reason, digest, body)
VALUES (21, 'telegram:99', 's2', 'alert', 1, 'digested', 'a1', 1930465800000000, 1930466400000000, 'told in a summary', 20,
    '{"v":1,"chat":"telegram:99","dedupe":"s2","made_at":1930465800000000,"article_id":"a1","title":"ميناء"}');
