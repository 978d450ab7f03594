-- What people found not relevant, the words of one article, a mute that replaced another.
INSERT INTO mute (id, chat, kind, value, since, until, by, held_back, was_since, was_until, was_by)
VALUES (9, 'terminal', 'source', 'صحيفة المرفأ', 1930465800000000, 4102444800000000, 'Zoë', 0, 1930465800000000,
    4102444800000000, 'Ali');
INSERT INTO feedback (alert_id, topic, at, by)
VALUES (1, 'visites d''État', 1930465800000000, 'Zoë 🚢'), (9223372036854775807, 'drones', 1930465800000000, '');
INSERT INTO search (rowid, words) VALUES (1, 'طايرات في ميناء l ete');
